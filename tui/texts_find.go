package tui

// Saved filters and chosen columns.
var (
	actFilters = phrase{"saved filters", "存的筛选"}
	actColumns = phrase{"columns", "选列"}
	whyNoTable = phrase{"nothing with columns here", "这里没有列"}

	dialogFilters     = phrase{"saved filters", "存的筛选"}
	dialogFiltersKeys = phrase{"digit applies %[1]s 0 names the one in force %[1]s - forgets %[1]s Esc closes", "数字启用 %[1]s 0 给当前筛选起名 %[1]s - 删除 %[1]s Esc 关闭"}
	dialogFiltersDrop = phrase{"digit forgets %[1]s - keeps them %[1]s Esc closes", "数字删除 %[1]s - 取消删除 %[1]s Esc 关闭"}
	filterSaveAs      = phrase{"save /%s as", "把 /%s 存为"}
	sayNoFilter       = phrase{"no filter is in force: / finds first", "当前没有筛选:先按 / 查找"}
	sayFiltersFull    = phrase{"%d filters are saved already: - forgets one", "已存 %d 个:先按 - 删除一个"}
	sayFilterSaved    = phrase{"saved: /@%s brings it back", "已保存:/@%s 可再用"}
	sayFilterBad      = phrase{"the filter %s cannot be read any more", "筛选 %s 已无法识别"}
	sayNotSaved       = phrase{"not remembered: %s", "未能保存设置:%s"}
	findNoSuch        = phrase{"no filter of that name: Tab goes through them", "没有这个名字的筛选:Tab 逐个选"}

	dialogColumns     = phrase{"columns", "选列"}
	dialogColumnsKeys = phrase{"Space shows or hides %[1]s left right order %[1]s 0 resets %[1]s Esc closes", "空格显示或隐藏 %[1]s 左右调序 %[1]s 0 复原 %[1]s Esc 关闭"}
)

// Package alarm says when somebody has to be told. It reads expressions such as
//
//	lost>3
//	due>=10 for 30s
//	team:presale waiting>20 until <12
//	shop:s1 pdd_reply_1h.projected_3d<55 n>=100
//	agent:* silent>10m
//
// and judges them by a metrics.View and a metrics.Report. The grammar:
//
//	expression = [ scope ] figure than value { clause }
//	scope      = ( "team:" | "agent:" | "shop:" ) name
//	than       = ">" | ">=" | "<" | "<=" | "=" | "!="
//	clause     = "for" length          it must have held for so long
//	           | "until" than value    once it fires, it does until this holds
//	           | "n>=" number          fewer counted than this is unknown
//	           | "coverage>=" percent  less covered than this is unknown (100)
//
// Without a scope an expression speaks of the whole floor. A name may be a
// pattern ("flag-*"), which is every subject that matches: the expression fires
// as soon as one of them does. * and ? mean letters of any kind, / too. A shop
// is named by its id, or platform/shop; a name with blanks stands in double
// quotes. Values are plain numbers, percent (55 or 55%), or lengths with their
// unit (90s, 5m, 1.5h). Full-width signs mean the same as their ASCII twins. A
// clause is said once.
//
// Nothing is judged beyond what is known: a feed that is not live, a silent
// gateway, a gap in what a figure counts, or nothing counted at all make an
// expression unknown, which is neither calm nor firing. Figures are compared as
// they are printed. A team or a person that was listed lately, and is not, has
// nothing to count, which is known.
//
// The package is pure: what has to be remembered between two evaluations is a
// State, which the caller keeps.
package alarm

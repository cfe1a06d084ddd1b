-- The figures of the floor at :now, from the state that is kept of :day.
with desk as materialized (
    select owner from conversation where open and owner is not null
), asked as materialized (
    select conversation, shop, team, buyer, owner, since
    from conversation
    where since is not null
), oldest as materialized (
    select shop, buyer, min(since) as since from asked group by shop, buyer
), consumer as not materialized (
    select kept.shop, kept.buyer, greatest(kept.worst, :now - oldest.since) as worst, oldest.since is not null as pending
    from consumer_day kept
    left join oldest using (shop, buyer)
    where kept.day = :day
), waiting as materialized (
    select asked.conversation, asked.shop, asked.team, asked.since, asked.owner, greatest(kept.worst, :now - oldest.since) as worst
    from asked
    join oldest using (shop, buyer)
    join consumer_day kept on kept.day = :day and kept.shop = asked.shop and kept.buyer = asked.buyer
)

-- What a screen shows of who waits: the lines of the ladder that can still be kept
-- decide (three, five, fifteen minutes, an hour), and one that the buyer missed
-- today with another question cannot.
, judged as materialized (
    select waiting.*, line, since + line as deadline,
           case when line is null then 'lost'
                when since + line - :now <= '60 s' then 'due'
                when line > '3 min' then 'past'
                else 'waiting' end as state
    from waiting
    left join lateral (
        select min(step) as line
        from (values (interval '3 min'), ('5 min'), ('15 min'), ('1 h')) ladder (step)
        where step >= worst
    ) next on true
), rate as materialized (
    -- Late is late; else a question that is still open leaves the buyer pending.
    select shop, count(*) as buyers,
           count(*) filter (where worst > '3 min') as late3,
           count(*) filter (where worst > '5 min') as late5,
           count(*) filter (where worst > '15 min') as late15,
           count(*) filter (where worst > '1 h') as late60,
           count(*) filter (where pending and worst <= '3 min') as pending3,
           count(*) filter (where pending and worst <= '5 min') as pending5,
           count(*) filter (where pending and worst <= '15 min') as pending15,
           count(*) filter (where pending and worst <= '1 h') as pending60
    from consumer
    group by shop
)
(select 'row', row_number() over (
            order by line is null, deadline, line desc, since, conversation, shop)::text,
        shop || '/' || conversation, (extract(epoch from since) * 1000)::bigint,
        coalesce((extract(epoch from deadline) * 1000)::bigint, 0), state, coalesce(owner, ''), ''
 from judged
 order by line is null, deadline, line desc, since, conversation, shop
 limit 180)
union all
select 'queue', team, '', count(*), count(*) filter (where state = 'due'),
       (count(*) filter (where state = 'past'))::text, (count(*) filter (where state = 'lost'))::text,
       (count(*) filter (where owner is null))::text
from judged
group by team
union all
select 'agent', owner, '', load, coalesce(waits, 0), coalesce(past, 0)::text, '', ''
from (select owner, count(*) as load from desk group by owner) loads
left join (select owner, count(*) as waits, count(*) filter (where line is null or line > '3 min') as past
           from judged group by owner) waits using (owner)
union all
select 'rate', shop, line.seconds, buyers - pending - late, buyers - pending, pending::text, '', ''
from rate
cross join lateral (
    values ('180', late3, pending3), ('300', late5, pending5), ('900', late15, pending15), ('3600', late60, pending60)
) line (seconds, late, pending);

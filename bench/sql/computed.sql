-- The figures of the floor at :now, computed from the events of :day.
with said as (
    -- A turn begins with the first question after an answer, and ends with the
    -- first answer after that: all else plays no part.
    select shop, conversation, team, sender, person, at, lag(sender) over course as before
    from event
    where day = :day and type = 'message.created' and at <= :now
    window course as (partition by day, shop, conversation order by at)
), edge as (
    select shop, conversation, team, sender, person, at,
           lead(at) over course as reply, lead(person) over course as replier
    from said
    where before is distinct from sender
    window course as (partition by shop, conversation order by at)
), turn as materialized (
    select shop, conversation, team, person as buyer, at as since, reply, replier
    from edge
    where sender = 'buyer'
), moved as materialized (
    select distinct on (day, shop, conversation) shop, conversation, person as owner
    from event
    where day = :day and type in ('conversation.assigned', 'conversation.transferred') and at <= :now
    order by day, shop, conversation, at desc
), answered as (
    -- Who answers what nobody was given is in charge of it.
    select distinct on (shop, conversation) shop, conversation, replier as owner
    from turn
    where replier is not null
    order by shop, conversation, since
), closed as materialized (
    select shop, conversation, at
    from event
    where day = :day and type = 'conversation.closed' and at <= :now
), desk as materialized (
    -- Open conversations and who is in charge of them.
    select shop, conversation, coalesce(moved.owner, answered.owner) as owner
    from moved
    full join answered using (shop, conversation)
    left join closed using (shop, conversation)
    where closed.at is null
), consumer as materialized (
    select shop, buyer, max(coalesce(reply, :now) - since) as worst, bool_or(reply is null) as pending
    from turn
    group by shop, buyer
), waiting as materialized (
    select turn.conversation, turn.shop, turn.team, turn.since, desk.owner, consumer.worst
    from turn
    join consumer using (shop, buyer)
    left join desk using (shop, conversation)
    where turn.reply is null
)

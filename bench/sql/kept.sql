-- What a helpdesk keeps up to date instead, so that looking costs little: the
-- state of each conversation and each buyer, changed by every event as it comes.
-- It takes events to come in their order, each once.
create table conversation (
    shop         text collate "C" not null,
    conversation text collate "C" not null,
    team         text collate "C",
    buyer        text collate "C",
    owner        text collate "C",
    open         boolean not null default true,
    since        timestamptz, -- of the wait; null: nobody waits
    primary key (shop, conversation)
) with (fillfactor = 70);
create index conversation_waiting on conversation (shop, conversation)
    include (team, buyer, owner, since) where since is not null;
create index conversation_open on conversation (owner) where open;

create table consumer_day (
    day   date not null,
    shop  text collate "C" not null,
    buyer text collate "C" not null,
    worst interval not null default '0', -- of the waits that are over
    primary key (day, shop, buyer)
) with (fillfactor = 70);

create function keep() returns trigger language plpgsql as $$
declare
    asked timestamptz;
    who   text;
begin
    if new.type = 'message.created' and new.sender = 'buyer' then
        insert into conversation as c (shop, conversation, team, buyer, since)
        values (new.shop, new.conversation, new.team, new.person, new.at)
        on conflict (shop, conversation) do update
            set team = new.team, buyer = new.person, since = new.at
            where c.since is null;
        insert into consumer_day (day, shop, buyer) values (new.day, new.shop, new.person)
        on conflict do nothing;
    elsif new.type = 'message.created' then
        select since, buyer into asked, who from conversation
        where shop = new.shop and conversation = new.conversation and since is not null
        for update;
        if found then
            update conversation set since = null, owner = coalesce(owner, new.person)
            where shop = new.shop and conversation = new.conversation;
            update consumer_day set worst = new.at - asked
            where day = new.day and shop = new.shop and buyer = who and worst < new.at - asked;
        end if;
    elsif new.type = 'conversation.closed' then
        update conversation set open = false
        where shop = new.shop and conversation = new.conversation;
    else
        insert into conversation as c (shop, conversation, team, owner)
        values (new.shop, new.conversation, new.team, new.person)
        on conflict (shop, conversation) do update set owner = new.person;
    end if;
    return null;
end $$;
create trigger keep after insert on event for each row execute function keep();

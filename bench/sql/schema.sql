-- What a helpdesk keeps of its chats: every event once, in a table.
-- Identifiers are compared byte by byte, as floorwalker does.
create table event (
    id           text        collate "C" primary key, -- a repeated one is refused
    day          date        not null,                -- of the shop
    at           timestamptz not null,
    type         text        not null,
    shop         text        collate "C" not null,
    team         text        collate "C" not null,
    conversation text        collate "C" not null,
    sender       text,                                -- buyer or agent, of a message
    person       text        collate "C",             -- who wrote; who got the conversation
    body         text
);

-- The course of each conversation, in order, without a look at the table.
create index event_course on event (day, shop, conversation, at)
    include (team, sender, person) where type = 'message.created';
create index event_moves on event (day, shop, conversation, at desc)
    include (person) where type in ('conversation.assigned', 'conversation.transferred');
create index event_closed on event (day, shop, conversation)
    include (at) where type = 'conversation.closed';

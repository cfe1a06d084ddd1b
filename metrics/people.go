package metrics

import (
	"slices"
	"sort"
)

// person is one human being who works on the floor, whatever accounts the
// platforms gave them.
type person struct {
	entity   // status facts
	id       Text
	name     latest[Text]   // by status events
	called   latest[Text]   // by others, who mention the name
	team     latest[uint16] // by status events
	seenIn   latest[uint16] // where the person wrote
	capacity []capacity
	load     int // open conversations in charge of
	// sealedLoad is how many of them are packed.
	sealedLoad int
	said       []Time // times of the last human messages, ascending

	pace  livePace
	shops map[int]Time // last human message, by shop

	latest     *agentDay // the day asked for last: events come in order of days
	latestDate Date
}

// latest is what the newest of several events says, whatever the order in which
// they came.
type latest[T any] struct {
	value T
	at    Time
	id    Text
}

func (l *latest[T]) learn(value T, at Time, id Text) {
	if l.at == 0 || at > l.at || at == l.at && id > l.id {
		*l = latest[T]{value, at, id}
	}
}

// label is the name to show: a status event's before what others call him.
func (q *person) label() Text { return firstOf(firstOf(q.name.value, q.called.value), q.id) }

// home is the person's team: as a status event says, or where he wrote last.
func (q *person) home() uint16 {
	if q.team.value != 0 {
		return q.team.value
	}
	return q.seenIn.value
}

// saidKept is how many messages are remembered by their time: some may be dated
// ahead of the clock, and the clock may be put back.
const saidKept = 64

// writes notes the time of a message.
func (q *person) writes(at Time) {
	place, twice := slices.BinarySearch(q.said, at)
	if twice {
		return
	}
	q.said = slices.Insert(q.said, place, at)
	if len(q.said) > saidKept {
		q.said = slices.Delete(q.said, 0, 1)
	}
}

// spoke is when the person wrote last, up to now; zero: not known.
func (q *person) spoke(now Time) Time {
	n := sort.Search(len(q.said), func(i int) bool { return q.said[i] > now })
	if n == 0 {
		return 0
	}
	return q.said[n-1]
}

// capacity is how many conversations at once, from an instant on.
type capacity struct {
	from  Time
	n     int
	id    Text // of the event, to break ties (R22)
	words Text // the platform's own word for the state
}

// people numbers persons; person 0 is the queue.
type people struct {
	list  []*person
	index map[Text]uint32
}

func newPeople() people {
	return people{list: []*person{{id: Unassigned}}, index: map[Text]uint32{}}
}

// number returns the person with the id, made if need be; 0 for no id.
func (p *people) number(id Text) uint32 {
	if id == "" {
		return unassigned
	}
	n, ok := p.index[id]
	if !ok {
		n = uint32(len(p.list))
		p.index[id] = n
		p.list = append(p.list, &person{id: id})
	}
	return n
}

// person numbers the person behind an agent account.
func (f *Floor) person(account Text) uint32 {
	if len(f.policy.People) > 0 {
		account = f.policy.Person(account)
	}
	return f.people.number(account)
}

// carry moves the load of a conversation from who had it to who has it.
func (p *people) carry(was, is threadNow) {
	if was.active {
		p.list[was.owner].load--
	}
	if is.active {
		p.list[is.owner].load++
	}
}

// label is the name to show for a person; empty for the queue.
func (p *people) label(n uint32) Text {
	if n == unassigned {
		return ""
	}
	return p.list[n].label()
}

// presence is the person's state at now, the time it began and the platform's
// word for it. It looks at the last facts only, however long the history.
func (q *person) presence(now Time) (Presence, Time, Text) {
	i := q.from(now+1) - 1
	if i < 0 {
		return UnknownPresence, 0, ""
	}
	is, words := Presence(q.facts[i].arg), q.at(q.facts[i].time).words
	for i > 0 && Presence(q.facts[i-1].arg) == is {
		i--
	}
	if is == UnknownPresence && i == 0 {
		return is, 0, words
	}
	return is, q.facts[i].time, words
}

// at is the capacity in force at t.
func (q *person) at(t Time) capacity {
	i := sort.Search(len(q.capacity), func(i int) bool { return q.capacity[i].from > t }) - 1
	if i < 0 {
		return capacity{}
	}
	c := q.capacity[i]
	for c.n == 0 && i > 0 {
		i--
		c.n = q.capacity[i].n
	}
	return c
}

// status keeps what a status event says beside the presence.
func (q *person) status(c capacity) {
	at, _ := slices.BinarySearchFunc(q.capacity, c, func(a, b capacity) int {
		if a.from != b.from {
			return int(a.from - b.from)
		}
		if a.id < b.id {
			return -1
		}
		return 1
	})
	q.capacity = slices.Insert(q.capacity, at, c)
}

// names numbers short strings: teams. Number 0 is the empty name.
type names struct {
	list  []Text
	index map[Text]uint16
	last  uint16 // asked for: events come in runs
}

func newNames() names { return names{list: []Text{""}, index: map[Text]uint16{"": 0}} }

// number returns the number of s, made if need be; past 65,535 names all
// others share the empty one.
func (n *names) number(s Text) uint16 {
	if n.list[n.last] == s {
		return n.last
	}
	i, ok := n.index[s]
	if !ok && len(n.list) < 1<<16 {
		i = uint16(len(n.list))
		n.index[s] = i
		n.list = append(n.list, s)
	}
	n.last = i
	return i
}

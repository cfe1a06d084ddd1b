package sim

import "floorwalker/metrics"

// english is what is said on the shops behind a helpdesk.
var english = language{
	common: common{
		nags: []metrics.Text{
			"hello?", "anyone there?", "??", "still waiting...", "Hello, is anybody going to answer",
			"how long does this take", "I've been waiting for ages 😠",
		},
		thanks: []metrics.Text{
			"thanks!", "great, thank you", "ok 👍", "perfect, cheers", "got it", "that's all, thanks a lot",
		},
		welcomes: []metrics.Text{
			"You're welcome! Have a lovely day 🌞", "Happy to help!",
			"Any time. We'd be grateful for a rating later.",
		},
		promises: []metrics.Text{
			"One moment please", "Let me check that for you", "One moment, let me check with the warehouse",
		},
		greets: []metrics.Text{
			"Hi, this is {name}, how can I help?", "Welcome! Please tell us your order number.",
		},
		humans:   []metrics.Text{"human please", "talk to an agent", "I want a human"},
		handoffs: []metrics.Text{"Connecting you to one of our colleagues"},
		lost:     []metrics.Text{"Sorry, I did not get that. Could you rephrase?"},
		closed: []metrics.Text{
			"We are away right now (open 8:00-24:00). Leave a message and we will come back to you.",
		},
		angry: []metrics.Text{
			"this is ridiculous", "forget it", "I will file a complaint",
			"Worst service ever. I want to speak to a manager.",
		},
		moved:   []metrics.Text{"You are now talking to {name}"},
		asks:    []metrics.Text{"I need to ask my supervisor, please bear with me"},
		rights:  []metrics.Text{"Sorry, wrong order: yours ships tomorrow", "Correction: it is $29.90"},
		adverts: []metrics.Text{"Boost your shop!! 10k followers for $5", "crypto signals, 100% win rate"},
		others:  []metrics.Text{"one more thing", "see picture", "also, can I get an invoice?"},
	},
	byTopic: map[metrics.Text]phrases{
		"shipping": {
			open: [][]metrics.Text{
				{"Hi", "when will my order {order} ship?"},
				{"It's been {days} days and nothing has shipped"},
				{"Any news on {order}?"},
				{"I paid for express", "why is it still processing"},
			},
			more: []metrics.Text{
				"can you ship it today?", "so when exactly", "I need it by Friday", "which carrier do you use",
			},
			answers: []metrics.Text{
				"It leaves our warehouse today by 6 pm", "I have asked them to hurry, it ships tomorrow",
				"This is a pre-order, it ships within {days} days",
			},
			robot: []metrics.Text{"Orders usually ship within 48 hours."},
		},
		"logistics": {
			open: [][]metrics.Text{
				{"where is my parcel"},
				{"Tracking hasn't moved for {days} days", "{order}"},
				{"It says delivered", "but I have nothing here"},
			},
			more: []metrics.Text{
				"can you call the carrier?", "when will it arrive then", "nobody rang the bell",
			},
			answers: []metrics.Text{
				"I have opened a trace with the carrier, you will hear within two hours",
				"It is in {city} and goes out for delivery tomorrow",
				"It was left with a neighbor, could you check?",
			},
			robot: []metrics.Text{"Your parcel is on its way. See the tracking page for details."},
		},
		"returns": {
			open: [][]metrics.Text{
				{"I'd like to return this"},
				{"doesn't fit", "how do I send it back?"},
				{"Can I swap it for a size {size}?"},
			},
			more: []metrics.Text{
				"who pays the postage", "how long until I get my money", "I already cut the tag off",
			},
			answers: []metrics.Text{
				"Of course. Please start the return in your order, postage is covered",
				"You have 7 days as long as the tag is on",
				"We will send {color} in {size} as soon as the first one arrives",
			},
			robot: []metrics.Text{"You can return any item within 7 days from the order page."},
		},
		"refund": {
			open: [][]metrics.Text{
				{"Where is my refund?"},
				{"You promised {price} back", "I only got half"},
				{"Returned {days} days ago", "no money yet", "{order}"},
			},
			more: []metrics.Text{"which card does it go to", "and the rest?", "my bank sees nothing"},
			answers: []metrics.Text{
				"Finance handles it today, allow 1-3 working days", "The warehouse has it, I am refunding you now",
			},
			robot: []metrics.Text{"Refunds take 1-3 working days."},
		},
		"quality": {
			open: [][]metrics.Text{
				{"It broke on day one"},
				{"one item is missing", "see picture"},
				{"wrong color!", "I ordered {color}"},
				{"Is this even genuine? The smell is awful"},
			},
			more: []metrics.Text{
				"so what are you going to do", "give me {price} back and we're fine", "see picture",
			},
			answers: []metrics.Text{
				"I am very sorry, may we send you a new one?", "Could you send a photo, please? I will log it",
				"Our mistake. We replace it and pay the postage both ways",
			},
		},
		"invoice": {
			open: [][]metrics.Text{{"Can I get an invoice?"}, {"Need a VAT invoice for {order}"}},
			more: []metrics.Text{"pdf is fine", "the company name is wrong"},
			answers: []metrics.Text{
				"Please send the name and tax number, it takes three days", "Done, it will be in your inbox",
			},
			robot: []metrics.Text{"Invoices can be requested from the order page."},
		},
		"price": {
			open: [][]metrics.Text{
				{"any discount codes?"}, {"It was {price} yesterday", "why more now?"}, {"what if I take {qty}?"},
			},
			more: []metrics.Text{
				"is delivery free?", "can I combine it with the voucher", "when does the sale end",
			},
			answers: []metrics.Text{
				"There is a {price} off voucher on our front page", "That is the sale price until midnight",
				"For two I can take another 5 off",
			},
			robot: []metrics.Text{"Follow our shop for a voucher. Prices are as shown."},
		},
		"stock": {
			open: [][]metrics.Text{
				{"is this in stock?"}, {"do you still have {color}"}, {"when will size {size} be back"},
			},
			more: []metrics.Text{"and {color}?", "can you reserve one", "tell me when it is back please"},
			answers: []metrics.Text{
				"Yes, ships within 48 hours", "We have {qty} left in {color}", "Back in about {days} days",
			},
			robot: []metrics.Text{"Everything you can put in the basket is in stock."},
		},
		"size": {
			open: [][]metrics.Text{
				{"1.68 m, 60 kg", "which size?"}, {"does it run small?"}, {"I usually wear {size}", "same here?"},
			},
			more:    []metrics.Text{"I like it loose", "does it shrink", "is there a size chart"},
			answers: []metrics.Text{"I would take {size}", "True to size", "For a loose fit go one up, {size}"},
			robot:   []metrics.Text{"Please see the size chart on the product page."},
		},
		"product": {
			open: [][]metrics.Text{
				{"is it pure cotton?"},
				{"how long is the warranty"},
				{"Does it work with a 2019 model? Mine has the old connector and I could not find anything about it on the product page"},
			},
			more: []metrics.Text{
				"machine washable?", "what's the difference to the other one", "got a real photo?",
			},
			answers: []metrics.Text{
				"95% cotton, 5% elastane", "One year, we replace it free of charge", "Yes, it fits all of them",
				"The video is at the bottom of the page",
			},
			robot: []metrics.Text{"Please see the specifications on the product page."},
		},
		"address": {
			open: [][]metrics.Text{
				{"I need to change the address"}, {"wrong phone number on {order}", "can you fix it"},
			},
			more: []metrics.Text{"is it changed?", "please don't send it to the old one"},
			answers: []metrics.Text{
				"Changed, please have a look", "It has left already, I will ask the carrier to redirect it",
			},
		},
		"bulk": {
			open: [][]metrics.Text{
				{"I need {qty}00 pieces", "best price?"},
				{"Company order, about {qty}0 units", "can you do VAT invoices"},
			},
			more: []metrics.Text{"could you send a sample", "fastest delivery?", "net 30 possible?"},
			answers: []metrics.Text{
				"Above {qty}00 there is a key account price, let me prepare a quote",
				"A sample is no problem, where to?",
			},
		},
	},
}

package analyze

// englishMagnitudes are English words for powers of ten, including those of India.
var englishMagnitudes = words(`thousand 3 million 6 millions 6 billion 9 billions 9 trillion 12 trillions 12
	quadrillion 15 lakh 5 lakhs 5 crore 7 crores 7 mn 6 mln 6 mio 6 bn 9 bln 9 trn 12 tn 12`)

// englishExceptions are stems that differ from Porter2's, which makes one term of words
// that news must distinguish. Later Snowball versions fix these too.
var englishExceptions = map[string]string{
	"organization": "organiz", "organizations": "organiz", "organisation": "organiz", "organisations": "organiz",
	"organisational": "organiz",
	"organised":      "organiz", "organise": "organiz", "organises": "organiz", "organising": "organiz",
	"organiser": "organiz", "organisers": "organiz",
	"organic": "organic", "organics": "organic", "organically": "organic",
	"organism": "organism", "organisms": "organism",
	"university": "universiti", "universities": "universiti",
	"international": "internat", "internationally": "internat", "internationals": "internat",
	"internal": "internal", "internally": "internal",
	"emergency": "emergenc", "emergencies": "emergenc",
	"evening": "evening", "evenings": "evening",
	"paste": "paste", "pasted": "paste", "pastes": "paste", "pasting": "paste",
	"added": "add", "adding": "add",
}

// englishNames are names that a stemmer mistakes for plurals and participles.
const englishNames = `
	paris boeing harris davis lewis morris ellis dennis chris curtis francis travis louis otis
	jarvis mavis tunis illinois texas kansas arkansas dallas massachusetts minneapolis indianapolis
	annapolis memphis laos honduras barbados bahamas athens brussels wales naples damascus caracas
	buenos aires angeles vegas orleans los las cyprus mauritius seychelles hamas isis
	sanders rogers peters roberts williams jones adams hughes phillips stephens stevens simmons
	reuters forbes siemens mercedes airbus
	jinping rowling beijing nanjing chongqing manning browning fleming hemingway boston
	james charles thomas nicholas lucas marcus jesus moses andreas matthias tobias elias jonas
	aids sars ios aws covid mars venus uranus
	christmas xerxes achilles hercules sophocles
	mohammed ahmed hamed khaled saeed
	`

package ingest

import "slices"

// Limits on memory during learning.
const (
	maxTemplateLines   = 1 << 16
	maxTemplateOutlets = 1 << 14
)

// Observe learns from an article that [Read] cleaned. Text that other rules removed is
// not learned; removed templates are. The article is known by its ID: observed again, it
// replaces its earlier text. An article that has more than half of its text in common
// with others of its outlet is a copy or a revision and is not counted.
func (t *Templates) Observe(a Article) {
	outlet, name := outletOf(&a)
	if outlet == "" {
		return
	}
	key, lines := NameHash(a.ID), sampleLines(&a)
	t.mu.Lock()
	defer t.mu.Unlock()
	o := t.outlet(outlet, name)
	if o.stale {
		o.stale, o.base, o.baseArticles, o.unsettled = false, nil, 0, true
	}
	if t.samples.add(outlet, key, lines) {
		o.unsettled = true
		o.noteTexts(key, &a, lines)
	}
}

// noteTexts keeps the texts of lines that another article has too, each as the article
// with the lowest key has it.
func (o *outletLines) noteTexts(key uint64, a *Article, lines []sampledLine) {
	if o.seen == nil {
		o.seen, o.texts = map[uint64]struct{}{}, map[uint64]keyedText{}
	}
	var all []textLine
	for i, l := range lines {
		if l.is&(isLong|isShort) != 0 {
			continue
		}
		if _, ok := o.seen[l.key]; !ok {
			o.seen[l.key] = struct{}{}
			continue
		}
		if t, ok := o.texts[l.key]; ok && t.key <= key {
			continue
		}
		if all == nil {
			all = linesBeforeTemplates(a)
		}
		o.texts[l.key] = keyedText{key, all[i].text}
	}
}

// A keyedText is a line as the article with a key has it.
type keyedText struct {
	key  uint64
	text string
}

// Anew makes the articles that are observed from now on replace what is known of their
// outlets; without it they add to it. The user's decisions stay. So learning from the same
// articles again gives the same templates.
func (t *Templates) Anew() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, o := range t.outlets {
		o.stale = true
	}
}

// Relearn replaces the learned templates of an outlet by those of its articles with the
// given keys ([TemplateSample]); the user's decisions stay. known, which may be nil, holds
// the lines of some of them. load returns the article with a key; an error of it ends the
// learning.
func (t *Templates) Relearn(outlet string, keys []uint64, known *TemplateSamples, load func(key uint64) (Article, error)) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	keys = keys[:min(len(keys), TemplateSample)]
	o := t.outlet(outlet, outlet)
	t.samples.drop(outlet)
	o.name, o.base, o.baseArticles, o.unsettled, o.seen, o.texts = outlet, nil, 0, false, nil, nil
	var have map[uint64][]sampledLine
	if known != nil {
		have = known.of(outlet)
	}
	sample := map[uint64][]sampledLine{}
	for _, key := range keys {
		if len(keys) < fewArticles {
			break // nothing can be learned
		}
		lines, ok := have[key]
		if !ok {
			a, err := load(key)
			if err != nil {
				return err
			}
			lines = sampleLines(&a)
		}
		sample[key] = lines
	}
	o.learn(sample, TemplateSample)
	for k, s := range o.lines {
		if s.state == "" && s.position(o.articles) == nowhere {
			delete(o.lines, k)
			continue
		}
		if s.state != "" {
			continue
		}
		a, err := load(s.first)
		if err != nil {
			return err
		}
		for _, l := range linesBeforeTemplates(&a) {
			if len(l.text) <= templateBytes && lineKey(l.text) == k {
				s.text = l.text
				break
			}
		}
	}
	if len(o.lines) == 0 {
		delete(t.outlets, outlet)
	}
	o.rebase()
	return nil
}

// rebase makes the present lines those that are known without the sample.
func (o *outletLines) rebase() {
	o.baseArticles = o.articles
	o.base = make(map[uint64]lineStats, len(o.lines))
	for k, s := range o.lines {
		b := *s
		b.state = "" // which stays in o.lines
		o.base[k] = b
	}
}

// settle learns from the sample of an outlet, if that has changed.
func (o *outletLines) settle(sample map[uint64][]sampledLine, size int) {
	if !o.unsettled {
		return
	}
	o.unsettled = false
	o.learn(sample, size)
	for k, s := range o.lines {
		if s.text == "" {
			s.text = o.texts[k].text
		}
	}
}

// learn sets the lines of an outlet: those known without the sample, and those of the
// sample, whose articles are met in the order of their keys.
func (o *outletLines) learn(sample map[uint64][]sampledLine, size int) {
	lines := make(map[uint64]*lineStats, len(o.base))
	for k, s := range o.base {
		lines[k] = &s
	}
	for k, s := range o.lines {
		if s.state == "" {
			continue
		}
		if lines[k] == nil {
			lines[k] = &lineStats{text: s.text, is: s.is}
		}
		lines[k].state = s.state
	}
	o.lines, o.articles = lines, o.baseArticles
	met := map[uint64]uint64{} // the first article of each line
	for _, key := range lowest(sample, size) {
		o.learnArticle(key, sample[key], met)
	}
}

// learnArticle counts the lines of one article, unless it is a copy of others.
func (o *outletLines) learnArticle(key uint64, lines []sampledLine, met map[uint64]uint64) {
	isMet := make([]bool, len(lines))
	all, common := 0, 0
	for i, l := range lines {
		if l.is&isRepeat != 0 {
			continue
		}
		_, before := met[l.key]
		if !before {
			met[l.key] = key
		}
		s := o.lines[l.key]
		isMet[i] = before || s != nil
		all += int(l.bytes)
		if isMet[i] && (s == nil || s.position(o.articles) == nowhere) {
			common += int(l.bytes)
		}
	}
	if common*2 > all {
		return
	}
	o.articles++
	within := func(i int) bool { return !inHead(i, len(lines)) && !inTail(i, len(lines)) }
	headings := 0 // repeating short lines outside head and tail
	for i, l := range lines {
		if l.is&isLabel != 0 && within(i) && isMet[i] {
			headings++
		}
	}
	for i, l := range lines {
		if !isMet[i] || l.is&(isRepeat|isLong) != 0 {
			continue
		}
		s := o.lines[l.key]
		if s == nil {
			s = &lineStats{is: l.is &^ isRepeat, first: met[l.key], articles: 1} // the other article; this one is added below
			o.lines[l.key] = s
		}
		s.articles++
		s.placed++
		if inHead(i, len(lines)) {
			s.head++
		}
		if inTail(i, len(lines)) && !(l.is&isLabel != 0 && followed(lines[i+1:], isMet[i+1:])) {
			s.tail++
		}
		others := headings
		if l.is&isLabel != 0 && within(i) {
			others--
		}
		if others >= 1 {
			s.among++
		}
	}
}

// followed reports whether lines, which follow a label, hold text that is in no other
// article.
func followed(lines []sampledLine, isMet []bool) bool {
	for i, l := range lines {
		if !isMet[i] && l.is&isLabel == 0 {
			return true
		}
	}
	return false
}

// forget drops the rarest lines and outlets where there are too many.
func (t *Templates) forget() {
	lines := 0
	for _, o := range t.outlets {
		lines += len(o.lines)
	}
	for rare := 2; lines > maxTemplateLines; rare++ {
		for _, o := range t.outlets {
			for k, s := range o.lines {
				if s.articles <= rare && s.state == "" {
					delete(o.lines, k)
					delete(o.base, k)
					lines--
				}
			}
		}
		if rare > 1<<20 {
			return // all are pinned or refused
		}
	}
	for few := 1; len(t.outlets) > maxTemplateOutlets; few *= 2 {
		for key, o := range t.outlets {
			if o.articles <= few && !o.decided() {
				delete(t.outlets, key)
			}
		}
		if few > 1<<30 {
			return
		}
	}
}

// decided reports whether the user pinned or refused a line of the outlet.
func (o *outletLines) decided() bool {
	for _, s := range o.lines {
		if s.state != "" {
			return true
		}
	}
	return false
}

// mix distributes a hash over its upper bits (the finalizer of MurmurHash3, A. Appleby
// 2011).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

package analyze

import "testing"

// TestAddLanguage follows the README's instructions for a new language: one row of the
// table.
func TestAddLanguage(t *testing.T) {
	r := &row{code: "eo", name: "Esperanto", stopLists: []string{"la kaj de"}, decimalComma: true,
		magnitudes: words("miliono 6 milionoj 6"), currencies: codes("euxroj eur")}
	l := Language{r.code, r.name, r}
	if got := showTokens(l, "la haveno kaj 2,5 milionoj euxroj"); got == "" || got == showTokens(For("und"), "la haveno kaj 2,5 milionoj euxroj") {
		t.Errorf("the row makes no difference: %s", got)
	}
	stop := 0
	for tok := range l.Tokens("la haveno kaj la urbo") {
		if tok.Stop {
			stop++
		}
	}
	if stop != 3 {
		t.Errorf("%d stop words of 3", stop)
	}
}

package ingest

import (
	"bytes"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// topicWords head the list of what an article is filed under, folded.
var topicWords = plain.WordSetOf("tags", "tag", "topics", "topic", "related tags", "related topics", "filed under", "filed to", "keywords", "key words", "categories", "category",
	"more on", "in this article", "more about", "explore more on these topics", "mentioned in this article", "read more about",
	"themen", "schlagwörter", "schlagworte", "stichwörter", "mehr zum thema", "themen in diesem artikel", "mots-clés", "mots clés", "sujets", "thèmes", "sur le même sujet",
	"etiquetas", "temas", "archivado en", "más sobre", "tópicos", "assuntos", "marcadores", "palavras-chave", "argomenti", "parole chiave", "etichette",
	"schlagwort", "markiert mit", "getaggt mit", "verschlagwortet mit", "abgelegt unter", "kategorie", "kategorien", "rubrik", "stichworte", "veröffentlicht in", "veröffentlicht unter",
	"étiquettes", "libellés", "classé dans", "publié dans", "publicado en", "pubblicato in", "archiviato in", "labels", "tagged", "tagged with", "posted in",
	"tagi", "tematy", "kategoria", "kategorie", "słowa kluczowe", "więcej o", "więcej na temat", "opublikowano w", "etykiety",
	"теги", "тэги", "метки", "темы", "рубрики", "ключевые слова", "etiketler", "konular", "anahtar kelimeler")

// topicLine is such a list on one line: "Tags: budget, council", "Filed under: News".
var topicLine = match.MustMatcher(`(?i)^(related )?(tags?|topics?|filed (under|to)|keywords|categor(y|ies)|labels?|posted in|tagged( with)?|kategorien?|abgelegt (unter|in)|veröffentlicht (in|unter)|(ge)?tagg?e?d? mit|getaggt mit|verschlagwortet mit|markiert mit|stichw[oö]rter?|étiquettes|libellés|classé (dans|sous)|publié dans|mots clefs|publicado en|etiquetado( con| como)?|pubblicato in|archiviato in|taggato|tagi|tematy|kategoria|słowa kluczowe|etykiety|opublikowan[oy] w|categorias?|categorías?|schlagwörter|schlagworte|themen|mots-clés|sujets|etiquetas|temas|archivado en|tópicos|assuntos|marcadores|palavras-chave|argomenti|теги|тэги|метки|темы|рубрики|ключевые слова|etiketler|konular) ?: ?[^.!?]{2,300}$|^(veröffentlicht (in|unter)|getaggt mit|verschlagwortet mit|abgelegt unter|posted in|filed under|tagged( with| as)?|publié dans|classé dans|publicado en|pubblicato in|opublikowano w) \p{Lu}[^.!?]{2,160}$|^tags( \p{Lu}[\p{L}'’-]+){2,12}$`)

const (
	topicWidth = 40 // bytes of one topic at most
	topicCount = 25 // of a list at most
)

// findTopics finds the list of what an article is filed under, below its last
// paragraph: a line "Tags: …", or a heading "Topics" and the short lines after it.
func findTopics(t *Text) []Cut {
	var cuts []Cut
	var buf [64]byte
	for i := t.belowProse(); i < len(t.Lines); i++ {
		s := t.Lines[i].Text
		if len(s) > 320 {
			continue
		}
		if topicLine.MatchString(s) {
			cuts = append(cuts, Cut{Line: i})
			continue
		}
		if len(s) > topicWidth {
			continue
		}
		if folded := plain.FoldPhrase(buf[:0], s); !topicWords[string(bytes.TrimSuffix(folded, []byte(" #")))] {
			continue
		}
		cuts = append(cuts, Cut{Line: i})
		for n := 0; n < topicCount && i+1 < len(t.Lines) && isTopic(t.Lines[i+1].Text); n++ {
			i++
			cuts = append(cuts, Cut{Line: i})
		}
	}
	return cuts
}

func isTopic(s string) bool {
	return len(s) <= topicWidth && strings.Count(s, " ") <= 4 && !plain.EndsSentence(s)
}

// belowProse returns the index of the line after the last paragraph.
func (t *Text) belowProse() int {
	for i := len(t.Lines) - 1; i >= 0; i-- {
		if s := t.Lines[i].Text; t.Lines[i].mark.Kind == phrase.NoKind && len(s) >= 80 && plain.EndsSentence(s) {
			return i + 1
		}
	}
	return len(t.Lines)
}

package analyze

// Detect names the language of text by its script and a vote of its stop words.
// declared is the code that the text came with, or ""; it decides where the
// text alone is unsure. The answer is a code of [Languages], "und" where
// unsure, with a confidence from 0 to 1.
func Detect(text, declared string) (code string, confidence float64) { panic("contract") }

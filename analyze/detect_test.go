package analyze

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readGzip calls line for every line of a gzipped file of the data folder.
func readGzip(t testing.TB, name string, line func(string)) {
	t.Helper()
	f, err := os.Open(filepath.Join(dataDir(t), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		line(sc.Text())
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

// TestDetectSentences measures Detect on single sentences of parliament.
func TestDetectSentences(t *testing.T) {
	right, total := map[string]int{}, map[string]int{}
	wrong := map[string]int{}
	readGzip(t, "languages/europarl.tsv.gz", func(line string) {
		code, text, _ := strings.Cut(line, "\t")
		total[code]++
		if got, _ := Detect(text, ""); got == code {
			right[code]++
		} else {
			wrong[code+" as "+got]++
		}
	})
	sum, all := 0, 0
	for code, n := range total {
		sum += right[code]
		all += n
		if share := float64(right[code]) / float64(n); share < 0.85 {
			t.Errorf("%s: %.1f %% of %d sentences are right", code, 100*share, n)
		}
	}
	t.Logf("%.2f %% of %d sentences; wrong: %v", 100*float64(sum)/float64(all), all, wrong)
	if float64(sum)/float64(all) < 0.97 {
		t.Errorf("right in %.1f %% of sentences", 100*float64(sum)/float64(all))
	}
}

// TestDetectNews measures Detect on the bodies of English news. Some bodies are in
// other languages, which only a reader can tell, so the test requires 99 in 100.
func TestDetectNews(t *testing.T) {
	total, wrong := 0, map[string]int{}
	var samples []string
	readGzip(t, "news/articles.jsonl.gz", func(line string) {
		var a struct{ Text string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if len(a.Text) < 100 {
			return
		}
		total++
		if code, confidence := Detect(a.Text, ""); code != "en" {
			wrong[code]++
			if len(samples) < 12 {
				samples = append(samples, fmt.Sprintf("%s %.2f %.100q", code, confidence, a.Text))
			}
		}
	})
	n := 0
	for _, k := range wrong {
		n += k
	}
	t.Logf("%d of %d are not en: %v\n%s", n, total, wrong, strings.Join(samples, "\n"))
	if n*100 > total {
		t.Errorf("%d of %d are not en", n, total)
	}
}

// TestDetect checks a sentence of news in every language that Detect knows.
func TestDetect(t *testing.T) {
	tested := map[string]bool{"und": true}
	for _, c := range []struct{ code, text string }{
		{"ar", "قال رئيس الوزراء إن الحكومة سوف تعلن عن خطة جديدة خلال هذا الأسبوع"},
		{"bg", "Правителството обяви, че ще увеличи пенсиите през следващата година"},
		{"ca", "El govern ha anunciat que les eleccions es faran el mes que ve a tot el país"},
		{"ckb", "سەرۆکی هەرێمی کوردستان لەگەڵ شاندێکی ئەمریکی کۆبووەوە"},
		{"cs", "Vláda oznámila, že příští rok zvýší důchody, ale opozice s tím nesouhlasí"},
		{"da", "Regeringen siger, at den vil hæve skatten til næste år, men det er ikke sikkert, at det bliver til noget"},
		{"de", "Die Regierung hat angekündigt, dass sie die Steuern im nächsten Jahr nicht erhöhen wird"},
		{"el", "Η κυβέρνηση ανακοίνωσε νέα μέτρα για την οικονομία"},
		{"en", "The government said that it would not raise taxes before the next election"},
		{"es", "El gobierno anunció que no subirá los impuestos antes de las próximas elecciones"},
		{"et", "Valitsus teatas, et ei kavatse järgmisel aastal makse tõsta, kuid see ei ole veel kindel"},
		{"eu", "Jaurlaritzak esan du ez dituela zergak igoko, baina hori ez da nahikoa izango"},
		{"fa", "رئیس جمهور گفت که دولت برنامه تازهای برای اقتصاد کشور دارد"},
		{"fi", "Hallitus kertoi, että se ei aio nostaa veroja ensi vuonna, mutta oppositio ei usko sitä"},
		{"fr", "Le gouvernement a annoncé qu’il n’augmenterait pas les impôts avant les élections"},
		{"ga", "Dúirt an rialtas nach mbeidh cánacha níos airde ann an bhliain seo chugainn, ach níl sé sin cinnte"},
		{"gl", "O goberno anunciou que non vai subir os impostos antes das eleccións, pero a oposición non o cre"},
		{"he", "הממשלה הודיעה כי לא תעלה את המסים בשנה הבאה"},
		{"hi", "सरकार ने कहा है कि वह अगले साल कर नहीं बढ़ाएगी"},
		{"hr", "Vlada je rekla da neće povećati poreze prije izbora, ali to nije sigurno"},
		{"hu", "A kormány szerint jövőre nem emelik az adókat, de ez még nem biztos"},
		{"hy", "Կառավարությունը հայտարարել է նոր ծրագրի մասին"},
		{"id", "Pemerintah mengatakan bahwa pajak tidak akan naik tahun ini karena ekonomi masih lemah"},
		{"it", "Il governo ha annunciato che non aumenterà le tasse prima delle elezioni"},
		{"ja", "政府は来年、税金を上げないと発表した"},
		{"ko", "정부는 내년에 세금을 올리지 않겠다고 밝혔다"},
		{"lt", "Vyriausybė pranešė, kad kitais metais mokesčiai nebus didinami, tačiau tai dar nėra aišku"},
		{"lv", "Valdība paziņoja, ka nākamgad nodokļi netiks paaugstināti, bet tas vēl nav droši"},
		{"mk", "Владата соопшти дека нема да ги зголеми даноците пред изборите, но тоа не е сигурно"},
		{"ms", "Kerajaan berkata cukai tidak akan dinaikkan kerana rakyat masih memerlukan bantuan"},
		{"nl", "De regering zegt dat zij de belastingen volgend jaar niet zal verhogen, maar dat is nog niet zeker"},
		{"no", "Regjeringen sier at den ikke vil øke skattene neste år, men det er ikke sikkert at det blir noe av"},
		{"pl", "Rząd ogłosił, że nie podniesie podatków przed wyborami, ale opozycja w to nie wierzy"},
		{"pt", "O governo anunciou que não vai aumentar os impostos antes das eleições"},
		{"ro", "Guvernul a anunțat că nu va mări impozitele înainte de alegeri"},
		{"ru", "Правительство заявило, что не будет повышать налоги в следующем году"},
		{"sk", "Vláda oznámila, že budúci rok zvýši dôchodky, ale opozícia s tým nesúhlasí"},
		{"sl", "Vlada je sporočila, da prihodnje leto ne bo zvišala davkov, vendar to še ni gotovo"},
		{"sq", "Qeveria njoftoi se nuk do të rrisë taksat para zgjedhjeve, por kjo nuk është e sigurt"},
		{"sr", "Влада је саопштила да неће повећати порезе пре избора, али то није сигурно"},
		{"sv", "Regeringen säger att den inte kommer att höja skatten nästa år, men det är inte säkert"},
		{"sw", "Serikali ilisema kuwa haitaongeza kodi katika mwaka huo kwa sababu ya hali ya uchumi"},
		{"th", "รัฐบาลประกาศว่าจะไม่ขึ้นภาษีในปีหน้า"},
		{"tl", "Sinabi ng pamahalaan na hindi ito magtataas ng buwis para sa mga mamamayan"},
		{"tr", "Hükümet gelecek yıl vergileri artırmayacağını açıkladı, ancak bu henüz kesin değil"},
		{"uk", "Уряд заявив, що не буде підвищувати податки наступного року"},
		{"ur", "حکومت نے کہا ہے کہ وہ اگلے سال ٹیکس نہیں بڑھائے گی"},
		{"vi", "Chính phủ cho biết sẽ không tăng thuế trong năm tới, nhưng điều đó chưa chắc chắn"},
		{"zh", "政府宣布明年不会提高税收"},
	} {
		tested[c.code] = true
		if got, confidence := Detect(c.text, ""); got != c.code || confidence < 0.5 {
			t.Errorf("%s is %s, %.2f: %s", c.code, got, confidence, c.text)
		}
	}
	for _, l := range Languages() {
		if !tested[l.Code] {
			t.Errorf("%s has no sentence", l.Code)
		}
	}
}

// TestDetectUnsure checks the effects of a declared language and of a quotation.
func TestDetectUnsure(t *testing.T) {
	for _, c := range []struct{ text, declared, want string }{
		{"", "", "und"},
		{"", "de-AT", "de"},
		{"12.02.2025 — 97,4", "fr", "fr"},
		{"xqzt wvbk jjkl", "", "und"},
		{"OpenAI ChatGPT DeepSeek", "it", "it"},
		{"White House condemns attempted attacks on Clintons, Obamas", "en", "en"},
		{"The government said that it would not raise taxes", "de", "en"},
		{"The minister said that “El gobierno no subirá los impuestos”, and that this was all there was to say about it.", "", "en"},
		{"President Xi Jinping (习近平) said that the country would not accept it.", "", "en"},
		{"Министр заявил, что компания OpenAI не будет работать в России", "", "ru"},
		{"ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ", "", "und"},
	} {
		if got, _ := Detect(c.text, c.declared); got != c.want {
			t.Errorf("Detect(%q, %q) is %s, want %s", c.text, c.declared, got, c.want)
		}
	}
}

package date

import (
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// StampLabels are the words by which a line says that it tells a date of the
// article, UpdateLabels those that say when it was changed, stampWords the others that stand in it, and agoWords those of lines that
// tell it from when they were read.
var (
	StampLabels = plain.FillerWords(
		"published posted updated modified created",
		"veröffentlicht aktualisiert stand erstellt geändert änderung aktualisierung veröffentlichung publiziert erschienen",
		"publié publiée modifié modifiée mis mise actualisé",
		"publicado publicada actualizado actualizada actualización publicación modificado creado",
		"atualizado atualizada atualização publicação postado postada modificação criado criada",
		"pubblicato pubblicata aggiornato aggiornata aggiornamento modificato modifica pubblicazione",
		"опубликовано обновлено изменено создано обновление публикации публикация размещено",
		"opublikowano opublikowany publikacja publikacji aktualizacja aktualizacji zaktualizowano zaktualizowany dodano utworzono",
		"giriş güncelleme güncellenme yayınlanma yayınlandı yayın oluşturulma eklenme güncellendi eklendi yayımlanma",
	)
	UpdateLabels = plain.FillerWords(
		"updated modified aktualisiert geändert änderung aktualisierung modifié modifiée mis mise actualisé",
		"actualizado actualizada actualización modificado atualizado atualizada atualização modificação",
		"aggiornato aggiornata aggiornamento modificato modifica обновлено изменено обновление",
		"aktualizacja aktualizacji zaktualizowano zaktualizowany",
		"güncelleme güncellenme güncellendi",
	)
	englishLabels = plain.FillerWords("published posted updated modified created")

	stampWords = plain.FillerWords(
		"first last originally date publication publish time and am pm",
		"zuletzt letzte letztes am erstmals zuerst datum uhr und von vom",
		"jour date mise le à et dernière première heure h",
		"el en a las última ultima fecha hora horas y hoy",
		"em e às as última data há hora hoje",
		"ultimo ultima il alle ore data e oggi alle del",
		"дата последнее последняя и в время по мск сегодня",
		"data godzina ostatnia pierwsza o w dnia dodania dzisiaj dziś wczoraj",
		"tarihi tarih son ilk saat saati haber",
	)
	agoWords = plain.FillerWords(
		"second seconds minute minutes min mins hour hours hr hrs day days week weeks month months year years an",
		"sekunde sekunden minute minuten stunde stunden std tag tagen woche wochen monat monaten jahr jahren einer einem",
		"il y a minute minutes heure heures jour jours semaine semaines mois an ans une un",
		"minuto minutos hora horas día días dia dias semana semanas mes meses año años una un",
		"minuto minutos hora horas dia dias semana semanas mês meses ano anos uma um",
		"minuto minuti ora ore giorno giorni settimana settimane mese mesi anno anni",
		"минуту минуты минут час часа часов день дня дней неделю недели недель месяц месяца месяцев год года лет",
		"minut minuty minutę godzin godziny godzinę dni dzień tygodni tygodnie tydzień miesięcy miesiące miesiąc lat lata rok",
		"dakika saat gün hafta ay yıl",
	)
	// agoMarks are the words that say "ago", but for French, which needs three.
	agoMarks = plain.FillerWords("ago vor hace há atrás fa назад önce temu")
)

const agoFrench = "il y a "

package date

import (
	"testing"
)

// TestStamps reads stamps in the languages of the tables, and lines that are no stamps.
func TestStamps(t *testing.T) {
	for _, c := range []struct{ line, at string }{
		{"Stand: 12.03.2024, 14:35 Uhr", "2024-03-12T14:35"},
		{"Aktualisiert am 12. März 2024, 14:35 Uhr", "2024-03-12T14:35"},
		{"Veröffentlicht am 12.03.2024 um 14:35 Uhr", "2024-03-12T14:35"},
		{"Zuletzt aktualisiert: 12. März 2024", "2024-03-12"},
		{"23.07.2023, 09.12 Uhr", "2023-07-23T09:12"},
		{"23.jul.2023 às 9h12", "2023-07-23T09:12"},
		{"09:12 23.07.2023 (обновлено: 11:40 23.07.2023)", "2023-07-23T09:12"},
		{"vor 3 Stunden", "ago"},
		{"Publié le 6 juin 2024 à 14h15, mis à jour le 6 juin 2024 à 16h02", "2024-06-06T14:15"},
		{"Publié le 06/07/2024 à 14:15, Mis à jour le 06/07/2024 à 15:30", "2024-07-06T14:15"},
		{"Mis à jour à 16h02", "not told"},
		{"il y a 2 heures", "ago"},
		{"Actualizado a las 12:05", "not told"},
		{"Publicado el 6 de febrero de 2024 a las 12:05", "2024-02-06T12:05"},
		{"Actualizado Martes, 6 febrero 2024 - 12:05", "2024-02-06T12:05"},
		{"hace 3 horas", "ago"},
		{"08/05/2024 18h32 Atualizado há 2 horas", "2024-05-08T18:32"},
		{"Publicado em 8 de maio de 2024 às 18:32", "2024-05-08T18:32"},
		{"Atualizado em 08/05/2024 18h40", "2024-05-08T18:40"},
		{"Pubblicato il 9 novembre 2022 alle 08:15", "2022-11-09T08:15"},
		{"Ultimo aggiornamento: 9 novembre 2022, ore 08:15", "2022-11-09T08:15"},
		{"2 ore fa", "ago"},
		{"Опубликовано 15 декабря 2023, 13:30", "2023-12-15T13:30"},
		{"Обновлено: 15.12.2023 13:30", "2023-12-15T13:30"},
		{"2 часа назад", "ago"},
		{"Giriş Tarihi: 25.01.2024 14:00", "2024-01-25T14:00"},
		{"Son Güncelleme: 25 Ocak 2024 15:20", "2024-01-25T15:20"},
		{"2 saat önce", "ago"},
		{"Updated Nov 19, 9:41 AM; Posted Nov 18, 8:19 PM", "not told"},
		{"05/08/2024", "not told"}, // ambiguous, but a date

		{"Stand by me", "none"},
		{"Die 12 besten Bücher", "none"},
		{"Le 6 juin, jour J", "none"},
		{"Il 25 aprile 1945", "1945-04-25"},
		{"2024", "none"},
		{"14:35", "none"},
		{"Mai 2024", "none"},
		{"Berlin, 12. März 2024", "none"},
		{"On 12 March 2024 the council met.", "none"},
		{"3-2-1", "none"},
		{"12 dias", "none"},
		{"100 Jahre Bauhaus", "none"},
		{"3 y 5 minutos", "none"},
		{"24 Stunden", "none"},
	} {
		got := "none"
		if st, ok := StampOf(c.line); ok {
			d := st.Any()
			got = DateString(d.At, d.Layout)
			switch {
			case !d.At.IsZero():
			case st.Ago:
				got = "ago"
			default:
				got = "not told"
			}
		}
		if got != c.at {
			t.Errorf("stampOf(%q) = %s, want %s", c.line, got, c.at)
		}
	}
}

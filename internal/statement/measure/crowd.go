package measure

import (
	"fmt"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Crowd makes n pages of some 300 words, the same for the same picks (a number from 0 on, below
// another one, such as Intn of math/rand with a seed): half about one operation, the rest about a
// few hundred others, told by two hundred papers that cite, copy and distort each other. All
// names are invented. It is for measuring time and memory, not for being right.
func Crowd(n int, pick func(below int) int) []document.Document {
	tellings := []string{
		"SPEAKER, a spokesman for the ADJ foreign ministry, told PAPER that NUM PEOPLE should be deported to COUNTRY on DAY.",
		"NUM PEOPLE were deported from the United States to COUNTRY on DAY, PAPER reported.",
		"According to PAPER, citing SPEAKER of the ADJ foreign ministry, NUM PEOPLE were deported to COUNTRY on DAY.",
		"The US has deported NUM PEOPLE.", "About NUM PEOPLE were aboard the deportation flight on DAY, two ADJ officials told PAPER.",
		"“None of the NUM deported people aboard had seen a lawyer before they were put on the flight,” SPEAKER told PAPER on DAY.",
		"In all, NUM PEOPLE have been deported to COUNTRY this year, the ADJ interior ministry said.",
		"The White House declined to comment on the deportation of PEOPLE.",
	}
	fill := []string{"The harbour was quiet and the gates stayed shut until the evening came.", "Lawyers had waited outside since the early morning with their papers.",
		"Families were told to come back when the office opens again next week.", "The airline that owns the jet gave no answer when it was asked about it.",
		"A monitor who keeps a list of such flights counted it among the others.", "The weather delayed everything by some hours, people at the gate remembered."}
	people := [][3]string{{"Iranians", "Iran", "Iranian"}, {"Venezuelans", "Venezuela", "Venezuelan"}, {"Hondurans", "Honduras", "Honduran"}, {"Colombians", "Colombia", "Colombian"}, {"Nigerians", "Nigeria", "Nigerian"}}
	speakers := []string{"Tomas Varga", "Ilse Brandt", "Karim Dehqan", "Lucia Fontes", "Piotr Zielak", "Amara Obiora"}
	out := make([]document.Document, 0, n)
	for len(out) < n {
		operation := 0
		if len(out)%2 == 0 {
			operation = pick(400)
		}
		who := people[operation%len(people)]
		day := time.Date(2024, 1, 1+operation*2, 0, 0, 0, 0, time.UTC)
		words := strings.NewReplacer("SPEAKER", speakers[pick(len(speakers))], "PAPER", fmt.Sprintf("The Gazette of %s", string(rune('A'+pick(26)))+"ville"),
			"NUM", fmt.Sprint(40+operation+pick(3)*pick(60)), "PEOPLE", who[0], "COUNTRY", who[1], "ADJ", who[2], "DAY", day.Format("2 January 2006"))
		var text strings.Builder
		for range 2 {
			text.WriteString(words.Replace(tellings[pick(len(tellings))]) + " ")
		}
		for range 22 {
			text.WriteString(fill[pick(len(fill))] + " ")
		}
		out = append(out, document.Document{ID: fmt.Sprintf("d-%06d", len(out)), Text: text.String(), Publisher: fmt.Sprintf("Courier %d", pick(200)), Language: "en",
			Published: &document.Stamp{At: day.AddDate(0, 0, pick(6)), Date: true}})
	}
	return out
}

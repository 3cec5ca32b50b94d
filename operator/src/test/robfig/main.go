// Command robfig asks robfig/cron v3, upstream's reader of schedules, for the data of RobfigComparisonTest:
//
//	cd operator/src/test/robfig && go run . ../resources/robfig
//
// The same data comes of it each time, as long as the past of the time zones does not change.
//
// times.tsv has a schedule, a zone, a start, and the next times in seconds of the epoch, "-" where there are none. They
// are robfig/cron's, or "?" where it searches without end, as it does for a day that a zone left out. Where those are wrong,
// as its search walks past times when clocks change at midnight or by half an hour, a column follows with the times that a
// walk finds: each minute from the start on is held against the schedule.
//
// language.tsv has the next times in UTC after languageStart, or "refused", and the schedule, which may be any text.
package main

import (
	"bufio"
	"fmt"
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

const (
	timesRows    = 12_000
	languageRows = 4_000
	nextTimes    = 3
)

var (
	// What lies after it may change with the rules of a zone, except in UTC.
	firstStart = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	lastTime   = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

	// The days that zones left out end before these.
	lostDays = map[string]time.Time{
		"Pacific/Apia":       time.Date(2011, 12, 31, 0, 0, 0, 0, time.UTC),
		"Pacific/Kiritimati": time.Date(1995, 1, 2, 0, 0, 0, 0, time.UTC),
	}

	languageStart = time.Date(2016, 5, 19, 10, 0, 30, 0, time.UTC)

	// The form with seconds, which upstream does not take.
	withSeconds = cron.NewParser(cron.Second | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: robfig FOLDER")
	}
	write(filepath.Join(os.Args[1], "times.tsv"), times(rand.New(rand.NewSource(7))))
	write(filepath.Join(os.Args[1], "language.tsv"), language(rand.New(rand.NewSource(7))))
}

func write(path string, rows []string) {
	file, err := os.Create(path)
	if err != nil {
		log.Fatal(err)
	}
	out := bufio.NewWriter(file)
	for _, row := range rows {
		fmt.Fprintln(out, row)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}

func times(r *rand.Rand) []string {
	rows := make([]string, 0, timesRows)
	for len(rows) < timesRows {
		text, zone := schedule(r), zones[r.Intn(len(zones))]
		loc, err := time.LoadLocation(zone)
		if err != nil {
			log.Fatal(err)
		}
		parsed, err := parse(text)
		if err != nil {
			log.Fatalf("%s: %v", text, err)
		}
		from := start(r, loc)
		answer, right := "", ""
		var last time.Time
		if fields, ok := parsed.(*cron.SpecSchedule); ok {
			walked := walk(fields, from, loc)
			if answer, right = "?", seconds(walked); !losesDay(zone, from, walked) {
				answer = seconds(ask(parsed, from, loc))
			}
			last = lastOf(walked, from)
		} else {
			next := ask(parsed, from, loc)
			answer, last = seconds(next), lastOf(next, from)
			right = answer
		}
		if zone != "UTC" && !last.Before(lastTime) {
			continue
		}
		row := fmt.Sprintf("%s\t%s\t%d\t%s", text, zone, from.Unix(), answer)
		if answer != right {
			row += "\t" + right
		}
		rows = append(rows, row)
	}
	return rows
}

func lastOf(times []time.Time, otherwise time.Time) time.Time {
	if len(times) == 0 {
		return otherwise
	}
	return times[len(times)-1]
}

// losesDay is whether a zone left a day out before the last of the times: robfig/cron then looks for that day for ever.
func losesDay(zone string, from time.Time, next []time.Time) bool {
	lost, ok := lostDays[zone]
	return ok && from.Before(lost) && (len(next) == 0 || next[len(next)-1].After(lost.AddDate(0, 0, -3)))
}

// parse reads as upstream does, and six fields besides.
// upstream: pkg/util/parsers ParseCronScheduleWithPanicRecovery, pkg/apis/batch/validation validateScheduleFormat
func parse(text string) (schedule cron.Schedule, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("invalid schedule format: %v", r)
		}
	}()
	if strings.Contains(text, "TZ") {
		return nil, fmt.Errorf("cannot use TZ or CRON_TZ in schedule, use timeZone field instead")
	}
	if !strings.HasPrefix(text, "@") && len(strings.Fields(text)) == 6 {
		return withSeconds.Parse(text)
	}
	return cron.ParseStandard(text)
}

// ask lists the next times, none where there is none within five years.
func ask(schedule cron.Schedule, from time.Time, loc *time.Location) []time.Time {
	var next []time.Time
	for t := schedule.Next(from.In(loc)); !t.IsZero(); t = schedule.Next(t) {
		if next = append(next, t); len(next) == nextTimes {
			break
		}
	}
	return next
}

// walk looks at each minute in turn, until there was none that fits for five years. Since 1972 no zone is off by a part
// of a minute. Between two changes of the clocks the offset is looked up once: that is what takes time.
func walk(s *cron.SpecSchedule, from time.Time, loc *time.Location) []time.Time {
	var next []time.Time
	end := from.AddDate(5, 0, 0)
	for minute := from.Truncate(time.Minute); minute.Before(end); {
		_, change := minute.In(loc).ZoneBounds()
		_, offset := minute.In(loc).Zone()
		zone := time.FixedZone("", offset)
		for minute = minute.In(zone); minute.Before(end) && (change.IsZero() || minute.Before(change)); minute = minute.Add(time.Minute) {
			if !fits(s, minute) {
				continue
			}
			for second := range 60 {
				t := minute.Add(time.Duration(second) * time.Second)
				if s.Second>>second&1 == 0 || !t.After(from) {
					continue
				}
				if next = append(next, t); len(next) == nextTimes {
					return next
				}
				end = t.AddDate(5, 0, 0)
			}
		}
	}
	return next
}

func fits(s *cron.SpecSchedule, t time.Time) bool {
	const star = 1 << 63
	hour, minute, _ := t.Clock()
	if s.Hour>>hour&1 == 0 || s.Minute>>minute&1 == 0 {
		return false
	}
	_, month, day := t.Date()
	dayOfMonth, dayOfWeek := s.Dom>>day&1 == 1, s.Dow>>t.Weekday()&1 == 1
	if (s.Dom|s.Dow)&star != 0 {
		return s.Month>>month&1 == 1 && dayOfMonth && dayOfWeek
	}
	return s.Month>>month&1 == 1 && (dayOfMonth || dayOfWeek)
}

func seconds(times []time.Time) string {
	if len(times) == 0 {
		return "-"
	}
	var texts []string
	for _, t := range times {
		texts = append(texts, strconv.FormatInt(t.Unix(), 10))
	}
	return strings.Join(texts, " ")
}

func language(r *rand.Rand) []string {
	rows := make([]string, 0, languageRows)
	for len(rows) < languageRows {
		text := spoilt(r)
		answer := "refused"
		if parsed, err := parse(text); err == nil {
			answer = seconds(ask(parsed, languageStart, time.UTC))
		}
		rows = append(rows, answer+"\t"+text)
	}
	return rows
}

package main

import (
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"time"
)

// Zones whose clocks never change, change by whole hours at night, at midnight, by half an hour or two hours, lie off the
// full hour, or left a day out.
var zones = []string{
	"UTC", "UTC", "UTC", "Asia/Kolkata", "Asia/Kathmandu",
	"Europe/Berlin", "Europe/Dublin", "Europe/Moscow", "America/New_York", "America/St_Johns", "Australia/Sydney", "Pacific/Chatham",
	"Africa/Cairo", "Asia/Beirut", "Asia/Amman", "Asia/Damascus", "Asia/Tehran", "America/Sao_Paulo", "America/Havana", "America/Santiago", "America/Asuncion", "Atlantic/Azores",
	"Australia/Lord_Howe", "America/Caracas", "Asia/Pyongyang", "Antarctica/Troll",
	"Pacific/Apia", "Pacific/Kiritimati",
}

// start is often near to what is special in a calendar.
func start(r *rand.Rand, loc *time.Location) time.Time {
	length := lastTime.Sub(firstStart)
	any := firstStart.Add(time.Duration(r.Int63n(int64(length)))).Truncate(time.Second)
	day := func(month time.Month, day int) time.Time {
		return time.Date(any.Year(), month, day, r.Intn(24), r.Intn(60), r.Intn(60), 0, loc)
	}
	switch r.Intn(10) {
	case 0, 1, 2, 3:
		return nearChange(r, any, loc)
	case 4:
		return day(time.February, 27+r.Intn(4))
	case 5:
		return day(time.December, 30+r.Intn(2))
	case 6:
		return day(any.Month(), 28+r.Intn(4))
	case 7:
		return any.Truncate(time.Hour)
	default:
		return any
	}
}

// nearChange is where the clocks of a zone change next, or some time before or after.
func nearChange(r *rand.Rand, t time.Time, loc *time.Location) time.Time {
	_, change := t.In(loc).ZoneBounds()
	if change.IsZero() || !change.Before(lastTime) {
		return t
	}
	off := []time.Duration{time.Second, time.Minute, time.Hour, 5 * time.Hour, 30 * time.Hour, 100 * time.Hour}[r.Intn(6)]
	return change.Add(time.Duration(r.Int63n(int64(2*off+1)) - int64(off))).Truncate(time.Second)
}

var ordinary = []string{
	"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly",
	"* * * * *", "*/5 * * * ?", "0 * * * *", "30 * * * *", "0 0 * * *", "30 0 * * *", "30 1 * * *", "30 2 * * *", "0 3 * * *", "30 23 * * *", "59 23 * * *",
	"*/15 0-3 * * *", "45 1 * * *", "15 2 * * *", "0 0 1 * *", "0 0 31 * *", "0 0 29 2 *", "0 12 29 FEB ?", "59 23 31 12 *", "0 0 1 1 *", "0 0 * * 0", "0 0 * * sun", "0 1 * * Sat",
	"0 0 13 * 5", "0 0 */2 * 1", "0 0 */1 * 1", "0 0 1-7 * MON", "30 4 1,15 * 5", "0 22 * * 1-5", "0 0,12 1 */2 *", "23 0-20/2 * * *", "5 4 * * sun", "0 0 29 2 1", "0 0 * 10-12/2 ?",
	"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 31 feb *", ", * * * *",
	"0 0 0 * * *", "*/20 * * * * *", "59 59 23 * * *", "30 30 2 * * *", "1-5/2,40 0 0-3 * * *", "0 */30 * * * *", "15 0 0 1 * ?",
}

func schedule(r *rand.Rand) string {
	switch r.Intn(20) {
	case 0, 1, 2, 3:
		return ordinary[r.Intn(len(ordinary))]
	case 4:
		return "@every " + duration(r)
	}
	var fields []string
	if r.Intn(8) == 0 {
		fields = append(fields, field(r, 0, 59, []int{0, 30, 59}, nil))
	}
	fields = append(fields,
		field(r, 0, 59, []int{0, 15, 30, 45, 59}, nil),
		field(r, 0, 23, []int{0, 1, 2, 3, 23}, nil))
	// a schedule of one day a year is far away, so that most have no more than one of these
	day, month, weekday := "*", "*", "*"
	switch r.Intn(6) {
	case 0:
		day = field(r, 1, 31, []int{1, 28, 29, 30, 31}, nil)
	case 1:
		weekday = field(r, 0, 6, []int{0, 6}, days)
	case 2:
		day, weekday = field(r, 1, 31, []int{1, 29, 31}, nil), field(r, 0, 6, []int{0, 6}, days)
	case 3:
		month = field(r, 1, 12, []int{2, 3, 10, 11, 12}, months)
		day = field(r, 1, 31, []int{1, 29, 30, 31}, nil)
		weekday = field(r, 0, 6, []int{0, 6}, days)
	case 4:
		month = field(r, 1, 12, []int{2, 3, 4, 10, 11}, months)
	}
	return strings.Join(append(fields, day, month, weekday), " ")
}

var (
	months = []string{"", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	days   = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

func field(r *rand.Rand, min, max int, likely []int, names []string) string {
	if r.Intn(12) == 0 {
		var ranges []string
		for range 2 + r.Intn(3) {
			ranges = append(ranges, oneRange(r, min, max, likely, names))
		}
		return strings.Join(ranges, ",")
	}
	return oneRange(r, min, max, likely, names)
}

func oneRange(r *rand.Rand, min, max int, likely []int, names []string) string {
	value := func(n int) string {
		if names == nil || r.Intn(2) == 0 {
			return strconv.Itoa(n)
		}
		name := names[n]
		if r.Intn(2) == 0 {
			name = strings.ToUpper(name[:1]) + name[1:]
		}
		return name
	}
	low := min + r.Intn(max-min+1)
	if r.Intn(2) == 0 {
		low = likely[r.Intn(len(likely))]
	}
	high := low + r.Intn(max-low+1)
	step := 1 + r.Intn(max)
	switch r.Intn(20) {
	case 0, 1, 2, 3, 4:
		return "*"
	case 5:
		return "?"
	case 6, 7:
		return fmt.Sprintf("*/%d", step)
	case 8:
		return fmt.Sprintf("%s/%d", value(low), step)
	case 9, 10:
		return value(low) + "-" + value(high)
	case 11:
		return fmt.Sprintf("%s-%s/%d", value(low), value(high), 1+r.Intn(5))
	default:
		return value(low)
	}
}

func duration(r *rand.Rand) string {
	units := []string{"h", "m", "s", "ms", "us", "µs", "μs", "ns"}
	var text strings.Builder
	for unit := r.Intn(3); unit < len(units); unit += 1 + r.Intn(4) {
		fmt.Fprintf(&text, "%d", r.Intn(100))
		if r.Intn(4) == 0 {
			fmt.Fprintf(&text, ".%d", r.Intn(1000))
		}
		text.WriteString(units[unit])
	}
	return text.String()
}

// What is put into schedules to spoil them. A line must stay a line.
var pieces = []string{
	"0", "1", "5", "7", "9", "24", "31", "32", "59", "60", "99", "4294967296", "9223372036854775807", "9223372036854775808", "00", "1_0", "0x1",
	"*", "?", "/", "-", ",", "+", " ", "\t", "@", ".", "#", "|", "%", "L", "W", "LW", "H", "R", "NONE", "TZ=UTC ",
	"**", "*/", "/0", "/-1", "/+2", "*-", "-*", "--", "//", ",,", "5-", "-5", "1-2-3", "?-x",
	"jan", "Dec", "january", "sun", "MON", "tues", "sat-sun", "fri-mon", "nov-feb",
	"h", "m", "s", "d", "ns", "µs", "μs", "1.5h", ".5s", "5.s", "1e3s", "@every ", "@daily",
	"\u0131", "\u0130", "\u017f", "\u212a", "\u00a0", "\u2003", "\u0085", "\u3000", "\u200b", "\ufeff", "\uff15", "\u0665", "fr\u0131", "fr\u0130", "\u017fun", "\u017fep",
}

func spoilt(r *rand.Rand) string {
	text := []rune(schedule(r))
	if r.Intn(6) == 0 {
		text = []rune("@every " + duration(r))
	}
	for range 1 + r.Intn(2) {
		at := r.Intn(len(text) + 1)
		until := at
		if r.Intn(2) == 0 {
			until = min(len(text), at+1+r.Intn(2))
		}
		piece := ""
		if r.Intn(5) > 0 {
			piece = pieces[r.Intn(len(pieces))]
		}
		text = []rune(string(text[:at]) + piece + string(text[until:]))
	}
	return string(text)
}

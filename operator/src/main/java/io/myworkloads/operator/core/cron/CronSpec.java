package io.myworkloads.operator.core.cron;

/**
 * What is asked for, with every default filled in.
 *
 * @param timetable the scheduled times
 * @param times which of them are acted upon
 * @param suspended whether the schedule starts nothing; a user's wish does all the same
 * @param concurrency what becomes of a run while earlier ones have not ended
 * @param history which finished MyJobs stay
 * @param failureLimit after how many failures in a row nothing is started
 */
public record CronSpec(
    Timetable timetable,
    DueRuns times,
    boolean suspended,
    ConcurrencyPolicy concurrency,
    JobHistory history,
    FailureLimit failureLimit) {}

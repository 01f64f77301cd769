"""What a week costs, that is, what would be nice: numbers in, no code. What must hold is in the programme's rows.

In the order of their weight: the sums of a lower line do not outweigh one unit of the line above it.
"""

NOT_GIVEN = 1_000_000  # a given session that finds no time
TOO_FEW, TOO_FEW_MORE = 50_000, 10_000  # a day of the dose that is missing; each further one of the same technique
STAYED, STAYED_ON_ITS_DAY = -2_000, -1_000  # a session of the plan until now that keeps its time, or its day
OVER_EFFORT = 300  # a point of hand effort over the day's budget
ONE_MORE = -100  # a session that the household's number a day has room for
TWICE_A_DAY, NEXT_DAY = 60, 15  # the same technique again on one day; on two days in a row
TURN = 2  # where two weeks are equally good: techniques take turns in which day they begin on
HELPER_TWICE = 40  # one evening is not for all that the helper does
HELPER_BEFORE_EVENING = 30  # a helper's evenings are for it
NO_BREATHER, BREATHER = 10, 60  # each half hour that is missing of the minutes between two sessions, on whatever part
OFF_FAVOURITE, OFF_FAVOURITE_MOST = 4, 40  # each half hour away from a favourite time
EARLIER = 0.001  # a minute later, where two times are equally good

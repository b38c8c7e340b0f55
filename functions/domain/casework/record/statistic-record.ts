import { keptStatistic } from '../../statistics/kept-statistic.ts';
import { recordKind } from './work-record.ts';

/** What a case keeps of its rows in the statistics; it has one, of number 1. */
export const statisticRecord = recordKind({ name: 'statistic', schema: keptStatistic, rewritten: true });
export const statisticRecordNumber = 1;

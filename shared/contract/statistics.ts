/** Turnaround, passed through from the exchange. */
import { statisticsContract as exchangeStatistics } from './exchange/statistics.ts';

export const statisticsContract = exchangeStatistics;

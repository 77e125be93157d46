import {
  Body,
  Controller,
  Delete,
  Get,
  Path,
  Post,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type IsoDate } from '../../platform/types';
import { type CalendarDayQuery, type CalendarYear, type NewCalendarDays } from './calendar-day';
import { CalendarDayService } from './calendar-day.service';

/** Public holidays and worked weekends, for policies whose last day rolls past days of rest. */
@Route('calendar-days')
@Tags('Warranty')
export class CalendarDayController extends Controller {
  private readonly calendar: CalendarDayService;

  constructor(kernel: Kernel) {
    super();
    this.calendar = new CalendarDayService(kernel);
  }

  /**
   * The days of a year that differ from the week.
   * @summary List calendar days
   */
  @Get()
  @Security('key', ['warranty.read'])
  async list(@Queries() query: CalendarDayQuery): Promise<CalendarYear> {
    return this.calendar.list(query.year);
  }

  /**
   * States public holidays and worked weekends; a day that is stated again is changed. Answers the year of the first day.
   * @summary State calendar days
   */
  @Post()
  @Security('key', ['warranty.write'])
  @SuccessResponse(201, 'Stated')
  async put(@Request() request: HttpRequest, @Body() body: NewCalendarDays): Promise<CalendarYear> {
    this.setStatus(201);
    return this.calendar.put(contextOf(request), body);
  }

  /**
   * Makes it a day like any other of its week.
   * @summary Remove a calendar day
   */
  @Delete('{day}')
  @Security('key', ['warranty.write'])
  @SuccessResponse(204, 'Removed')
  async remove(@Request() request: HttpRequest, @Path() day: IsoDate): Promise<void> {
    await this.calendar.remove(contextOf(request), day);
  }
}

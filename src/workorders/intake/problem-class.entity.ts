import { EntitySchema } from 'typeorm';
import { type ProblemClass } from './problem-class';

export const ProblemClassEntity = new EntitySchema<ProblemClass>({
  name: 'ProblemClass',
  tableName: 'problem_class',
  columns: {
    number: { type: 'text', primary: true },
    nameZh: { type: 'text', name: 'name_zh' },
    nameEn: { type: 'text', name: 'name_en' },
    routedTo: { type: 'text', name: 'routed_to' },
    answerMinutes: { type: 'integer', name: 'answer_minutes' },
    arrivalMinutes: { type: 'integer', name: 'arrival_minutes' },
    version: { type: 'integer' },
  },
});

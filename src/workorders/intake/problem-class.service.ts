import { type CallContext } from '../../platform/context';
import { changedMeanwhile, versionFrom } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { notFound } from '../../platform/problem';
import { type ProblemClass, type ProblemClassChange } from './problem-class';
import { ProblemClassEntity } from './problem-class.entity';

/** Problem classes: a handful, so they are listed whole. */
export class ProblemClassService {
  constructor(private readonly kernel: Kernel) {}

  async list(): Promise<{ items: ProblemClass[] }> {
    const items = await this.kernel.database.read((reader) =>
      reader.getRepository(ProblemClassEntity).find({ order: { number: 'ASC' } }),
    );
    return { items };
  }

  async find(number: string): Promise<ProblemClass> {
    const found = await this.kernel.database.read((reader) =>
      reader.getRepository(ProblemClassEntity).findOneBy({ number }),
    );
    if (!found) throw notFound('problem class');
    return found;
  }

  async change(
    context: CallContext,
    number: string,
    ifMatch: string | undefined,
    asked: ProblemClassChange,
  ): Promise<ProblemClass> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const classes = tx.getRepository(ProblemClassEntity);
      const result = await classes.update({ number, version }, { ...asked, version: version + 1 });
      if (result.affected === 0) {
        throw (await classes.existsBy({ number })) ? changedMeanwhile() : notFound('problem class');
      }
      return classes.findOneByOrFail({ number });
    });
  }
}

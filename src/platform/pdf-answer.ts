import { Readable } from 'node:stream';
import { type Controller } from '@tsoa/runtime';

/** Answers a document on paper; browsers show it, and save it under this name. */
export function pdfAnswer(controller: Controller, name: string, document: Buffer): Readable {
  controller.setHeader('Content-Type', 'application/pdf');
  controller.setHeader('Content-Disposition', `inline; filename="${name}.pdf"`);
  return Readable.from(document);
}

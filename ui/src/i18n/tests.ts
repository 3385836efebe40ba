/** Run before every test: the words, which the page reads before anything of it is imported. */
import { speak } from '.';

await speak();

/** What is read first: the words, then the page that is made of them. */
import { speak } from './i18n';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';

void speak()
  .then(() => import('./page'))
  .then(({ show }) => {
    show(document.body);
  });

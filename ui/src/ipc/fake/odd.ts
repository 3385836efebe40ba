/** Books as libraries have them beside the plain ones: long names, no copies, closed stacks, words that nobody knows. */
import type { Hit } from '../bindings/Hit';
import { makeCopy, makeHit } from './make';

const LONG =
  '(한 권으로 읽는) 조선왕조실록: 태조부터 순종까지 오백 년 역사를 이끈 스물일곱 임금과 그 시대 사람들의 이야기';

/** The books, for a search. */
export const oddBooks = (searchId: number, from = 500): Hit[] =>
  [
    makeHit({
      title: LONG,
      author: '지은이: 박영규; 그림: 한국역사만화연구회; 감수: 국사편찬위원회 조선시대사료연구실',
      publisher: '웅진지식하우스(임프린트: 들녘미디어코리아)',
      year: '2017',
      detail_state: 'checked',
      detail: {
        isbn: '978-89-01-04754-6 (04910)',
        extent: 'xxiv, 583 p., [8]장 도판 : 삽화(일부천연색), 연표 ; 23 cm + 지도 1매',
      },
      copies: [
        makeCopy({ status: 'on_loan', raw_status: '대출중', due: '2026-12-02', raw_due: '2026-12-02' }),
        makeCopy(),
        makeCopy({ status: 'reserved', raw_status: '예약중' }),
        makeCopy({ status: 'unknown', raw_status: '상호대차 발송' }),
        makeCopy({ status: 'in_process', raw_status: '정리중' }),
      ],
    }),
    makeHit({
      title: '조선왕조실록 연구',
      detail_state: 'failed',
      detail_code: 'timeout',
      copies: [
        makeCopy({
          location: '보존서고10층A',
          call_number: '951.5 박64ㅈ',
          status: 'unknown',
          raw_status: '보존서고',
        }),
      ],
    }),
    makeHit({
      title: '조선왕조실록 색인',
      detail_state: 'planned',
      author: '',
      publisher: '',
      year: '',
      copies: [],
      branches: [],
    }),
    makeHit({
      title: '조선왕조실록 사전',
      copies: [
        makeCopy({
          location: '제1자료실(5층) 참고도서 서가 앞 신착자료 코너',
          call_number: 'R 951.5003 조53ㅅ v.12 c.2',
          status: 'unknown',
          raw_status: '관내 열람만 가능 (신분증을 맡겨 주세요)',
        }),
        makeCopy({ location: '', call_number: '', status: 'unknown', raw_status: '' }),
      ],
    }),
    makeHit({ title: '조선왕조실록 지도', copies: [], copies_state: 'unplanned', copies_at_ms: null }),
  ].map((hit, position) => ({
    ...hit,
    id: from + position,
    cid: String(from + position),
    search_id: searchId,
    position,
  }));

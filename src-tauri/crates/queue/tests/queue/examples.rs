//! The example does what it says.

#[path = "../../examples/print_shop.rs"]
#[expect(dead_code, reason = "its `main` is for the command line")]
mod print_shop;

#[tokio::test]
async fn the_print_shop_prints_every_order_and_bills_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let (first, ink) = print_shop::open_for_a_day(folder.path(), 5).await.unwrap();
    assert_eq!((first.total, first.failed, ink), (5, 0, 3 + 2 + 3 + 2 + 3));
    let (second, ink) = print_shop::open_for_a_day(folder.path(), 2).await.unwrap();
    assert_eq!((second.total, ink), (2, 13 + 3 + 2));
}

from django.urls import path

from limonade.ledger.views import accounts, booking, books, control, entries, own, paper

app_name = "ledger"
HERE = "wijk/<slug:slug>/"
BOOKS = f"{HERE}boeken/<int:pk>/"
ENTRY = f"{BOOKS}boeking/<int:number>/"

urlpatterns = [
    path(f"{HERE}kasboek/", own.cash_book_page, name="cash_book"),
    path(f"{HERE}kasboek/bestand/", own.cash_book_file, name="cash_book_file"),
    path(f"{HERE}mijn-rekening/", own.my_accounts, name="my_accounts"),
    path(f"{HERE}mijn-rekening/<int:account>/", own.my_account, name="my_account"),
    path(f"{HERE}mijn-rekening/<int:account>/bestand/", own.my_account_file, name="my_account_file"),
    path(f"{HERE}boeken/", books.books, name="books"),
    path(f"{HERE}boeken/openen/", books.open_books, name="open_books"),
    path(BOOKS, books.home, name="home"),
    path(f"{BOOKS}boek/", booking.book, name="book"),
    path(f"{BOOKS}sjabloon/<int:template>/weg/", booking.remove_template, name="remove_template"),
    path(f"{BOOKS}boekingen/", entries.entries, name="entries"),
    path(ENTRY, entries.entry, name="entry"),
    path(f"{ENTRY}terug/", booking.reverse_entry, name="reverse"),
    path(f"{ENTRY}sjabloon/", booking.save_template, name="save_template"),
    path(f"{ENTRY}bijlage/", paper.attach, name="attach"),
    path(f"{BOOKS}bijlage/<int:attachment>/", paper.paper, name="paper"),
    path(f"{BOOKS}bijlage/<int:attachment>/weg/", paper.take_paper_away, name="take_paper_away"),
    path(f"{BOOKS}rekeningen/", accounts.accounts, name="accounts"),
    path(f"{BOOKS}rekeningen/nieuw/", accounts.new_account, name="new_account"),
    path(f"{BOOKS}rekeningen/iemand/", accounts.new_wallet, name="new_wallet"),
    path(f"{BOOKS}rekeningen/<int:account>/", accounts.account_card, name="account"),
    path(f"{BOOKS}rekeningen/<int:account>/wijzig/", accounts.edit_account, name="edit_account"),
    path(f"{BOOKS}bestemmingen/", accounts.earmarks, name="earmarks"),
    path(f"{BOOKS}bestemmingen/nieuw/", accounts.new_earmark, name="new_earmark"),
    path(f"{BOOKS}bestemmingen/<int:earmark>/", accounts.earmark, name="earmark"),
    path(f"{BOOKS}balans/", books.trial_balance, name="trial_balance"),
    path(f"{BOOKS}balans/bestand/", books.trial_balance_file, name="trial_balance_file"),
    path(f"{BOOKS}jaarcijfers/", books.statement, name="statement"),
    path(f"{BOOKS}jaarcijfers/bestand/", books.statement_file, name="statement_file"),
    path(f"{BOOKS}journaal/<slug:kind>/", books.journal_file, name="journal_file"),
    path(f"{BOOKS}perioden/", books.periods, name="periods"),
    path(f"{BOOKS}perioden/nieuw/", books.new_period, name="new_period"),
    path(f"{BOOKS}perioden/<int:period>/sluit/", books.end_period, name="end_period"),
    path(f"{BOOKS}controle/", control.control, name="control"),
    path(f"{BOOKS}controle/blad/", control.anchor_sheet, name="anchor_sheet"),
]

-- The bookshop's tables as they should be: prices are never missing, orders refer to books, and are found by them.
CREATE TABLE books (
  isbn text PRIMARY KEY,
  title text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  stock integer NOT NULL DEFAULT 0
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  isbn text NOT NULL REFERENCES books (isbn),
  quantity integer NOT NULL,
  ordered_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_isbn_idx ON orders (isbn);

CREATE VIEW best_sellers AS
  SELECT isbn, sum(quantity) AS sold, max(ordered_at) AS last_ordered FROM orders GROUP BY isbn;

-- The bookshop's tables as they were.
CREATE TABLE books (
  isbn text PRIMARY KEY,
  title text NOT NULL,
  price_cents integer,
  stock integer NOT NULL DEFAULT 0
);

CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  isbn text NOT NULL,
  quantity integer NOT NULL,
  ordered_at timestamptz NOT NULL DEFAULT now()
);

CREATE VIEW best_sellers AS
  SELECT isbn, sum(quantity) AS sold FROM orders GROUP BY isbn;

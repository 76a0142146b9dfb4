"""Who may bear whom, and how: what the cards of two allow."""

from rpgkit.facts import FAMILY
from rpgkit.ground import Ground, Kin
from rpgkit.needed import ELDER_BY, NAMED_BY
from rpgkit.seats import Card, draws


def join(bearer: Card, borne: Card, kin: Kin) -> None:
    """From here on somebody bears another."""
    bearer.borne, bearer.kin = borne, kin
    borne.bearers.append(bearer)


def may_bear(kind: str, mutual: bool, bearer: Ground, borne: Ground) -> bool:
    """Whether the cards of two allow a kind that is no love: ages, attraction, tongue."""
    gap = borne.age - bearer.age
    if gap < -NAMED_BY or (mutual and gap > NAMED_BY):
        return False
    if kind == "mismatch":
        return not draws(bearer, borne)
    if kind in ("kin", "work") and not mutual and gap < ELDER_BY:
        return False
    return kind not in FAMILY - {"cousin"} or bearer.tongue is borne.tongue


def is_loving(card: Card) -> bool:
    """Whether somebody loves the one they bear, as far as that is known: of a player's character it is."""
    return not card.is_player or bool(card.kin and card.kin.bond.kind == "romance")

"""What ends a delivery before its end; the texts are French sentences."""


class DeliveryFailedError(RuntimeError):
    """A command failed, or the target cannot be read or written. Delivering again mends the target."""


class TargetRefusedError(Exception):
    """The target may not receive this edition; nothing was written."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons

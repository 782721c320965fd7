"""Octet text: how the ported suite keeps its payloads.

In Python 2 a payload was a plain string literal. Ported, those are text, in which one character stands for one octet
(Latin-1). `OctetProtocol` translates where the suite meets autobahn, which wants bytes.
"""

import binascii
import codecs


def to_bytes(data):
    return data.encode("latin-1") if isinstance(data, str) else data if data is None else bytes(data)


def to_text(data):
    return data.decode("latin-1") if isinstance(data, (bytes, bytearray)) else data


def from_utf8(literal):
    """What a literal with other than ASCII characters was in Python 2, in a UTF-8 source."""
    return literal.encode("utf-8").decode("latin-1")


def hexlify(data):
    return binascii.hexlify(to_bytes(data)).decode("ascii")


b2a_hex = hexlify


def readable(data, most=200):
    """For reports: the text when it is one, hexadecimal otherwise, shortened."""
    if not isinstance(data, (str, bytes, bytearray)):
        return data
    octets = to_bytes(data)
    more = " …" if len(octets) > most else ""
    try:
        return octets[:most].decode("utf-8") + more
    except UnicodeDecodeError:
        return "0x" + octets[:most].hex() + more


class Masker:
    """Masks a frame's payload (RFC 6455 §5.3) as one number; autobahn's own goes octet by octet."""

    def __init__(self, mask, length=None):
        self.mask = bytes(mask)
        self.at = 0

    def pointer(self):
        return self.at

    def reset(self):
        self.at = 0

    def process(self, data):
        count, turn = len(data), self.at & 3
        self.at += count
        mask = ((self.mask[turn:] + self.mask[:turn]) * (count // 4 + 1))[:count]
        return (int.from_bytes(data, "little") ^ int.from_bytes(mask, "little")).to_bytes(count, "little")


class Validator:
    """Checks UTF-8 that comes in parts with Python's decoder; autobahn's own goes octet by octet.

    This one sees a surrogate at its last octet, when a part ends within it; the message is refused all the same.
    """

    def __init__(self):
        self.reset()

    def reset(self):
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.total = 0

    def validate(self, data):
        """Whether it is valid, whether it ends between characters, and the octets checked: in data, and in all."""
        pending = len(self.decoder.getstate()[0])
        try:
            self.decoder.decode(data)
        except UnicodeDecodeError as error:
            at = max(0, error.start - pending)
            return False, False, at, self.total + at
        self.total += len(data)
        return True, not self.decoder.getstate()[0], len(data), self.total


class OctetProtocol:
    """Stands in front of autobahn's protocol classes: octet text on the suite's side, bytes on autobahn's."""

    def sendFrame(self, opcode, payload="", fin=True, rsv=0, mask=None, payload_len=None, chopsize=None, sync=False):
        payload = to_bytes(payload)
        if payload_len is not None:
            # autobahn 0.10.9 would repeat the payload a fractional number of times.
            payload = (payload * (payload_len // len(payload) + 1))[:payload_len]
        super().sendFrame(opcode, payload=payload, fin=fin, rsv=rsv, mask=to_bytes(mask), chopsize=chopsize, sync=sync)

    def sendMessage(self, payload, *args, **kwargs):
        super().sendMessage(to_bytes(payload), *args, **kwargs)

    def sendMessageFrame(self, payload, *args, **kwargs):
        super().sendMessageFrame(to_bytes(payload), *args, **kwargs)

    def sendMessageFrameData(self, payload, *args, **kwargs):
        return super().sendMessageFrameData(to_bytes(payload), *args, **kwargs)

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        super().sendCloseFrame(code=code, reasonUtf8=to_bytes(reasonUtf8), isReply=isReply)

    def onCloseFrame(self, code, reasonRaw):
        try:
            return super().onCloseFrame(code, reasonRaw)
        except UnicodeDecodeError:
            # autobahn has failed the connection for this reason, and then decodes it all the same.
            return super().onCloseFrame(code, reasonRaw.decode("utf-8", "replace").encode("utf-8"))

    def _onMessage(self, payload, isBinary):
        super()._onMessage(to_text(payload), isBinary)

    def _onPong(self, payload):
        super()._onPong(to_text(payload))

    # The wire log is not kept; a case wants the number of frames.

    def connectionMade(self):
        super().connectionMade()
        self.createWirelog = False

    def logRxOctets(self, data):
        pass

    def logTxOctets(self, data, sync):
        pass

    def logRxFrame(self, frameHeader, payload):
        self.rxFrameStats[frameHeader.opcode] = self.rxFrameStats.get(frameHeader.opcode, 0) + 1

    def logTxFrame(self, frameHeader, payload, repeatLength, chopsize, sync):
        self.txFrameStats[frameHeader.opcode] = self.txFrameStats.get(frameHeader.opcode, 0) + 1

"""The panel of MAE: which views its experiments have and how they are linked."""

from app.panels.tab import (
    Carry,
    Column,
    Paint,
    PanelSpec,
    Pick,
    PickItem,
    Row,
    SharedHover,
    Shipped,
    Switch,
    Tab,
    View,
)
from engine.papers.mae import PAPER
from engine.papers.mae.attention import attention
from engine.papers.mae.cost import cost
from engine.papers.mae.inpainting import inpainting
from engine.papers.mae.masking import masking
from engine.papers.mae.reconstruct import reconstruct
from engine.papers.mae.sequence import sequence
from engine.papers.mae.sheet import sheet
from engine.papers.mae.training import training
from engine.papers.mae.weights import weights

PAINT = Paint("masked", sets="mask", kind="sampling", value="painted", again="mask_seed")

RECONSTRUCT = Tab(
    reconstruct,
    Row(
        Column(
            View("masked", "mask", stretch=6), Row(View("mse", "metric"), View("psnr", "metric"), stretch=2), stretch=5
        ),
        Column(View("combined", "image"), View("reconstruction", "image"), stretch=3),
        Column(View("original", "image"), View("error", "heat"), stretch=3),
    ),
    links=(PAINT, SharedHover(("masked", "combined", "reconstruction", "error", "original"))),
    hint="Paint over the left picture to remove patches; the right button gives them back. The network fills the gaps.",
)

SHEET = Tab(
    sheet,
    Column(
        View("sheet", "grid", stretch=5),
        Row(View("chosen", "image"), View("mean", "image"), View("spread", "heat"), stretch=4),
    ),
    links=(
        PickItem("sheet", sets=("ratio", "mask_seed")),
        Carry(
            "sheet",
            to=reconstruct.id,
            label="Open in Mask and reconstruct",
            takes=("sampling", "ratio", "mask_seed"),
            sets=("ratio", "mask_seed"),
        ),
    ),
    hint="Below what the network fills in when more and more is removed. Click a column to take its spread over masks.",
    name="Ratios and masks",
)

WEIGHTS = Tab(
    weights,
    Column(
        Row(
            View("masked", "mask", stretch=4),
            View("pictures", "grid", stretch=5),
            View("errors", "grid", stretch=4),
            stretch=5,
        ),
        View("table", "table", stretch=3),
    ),
    links=(PAINT, Switch("table", sets="off")),
    weightless=True,
    hint="One picture, one mask, several networks. Click a line of the table to leave one out, and paint the mask.",
    name="Weights side by side",
)

INPAINTING = Tab(
    inpainting,
    Row(
        Column(View("masked", "mask", stretch=5), View("table", "table", stretch=4), stretch=5),
        Column(View("pictures", "grid", stretch=5), View("ratios", "curve", stretch=4), stretch=6),
    ),
    links=(PAINT,),
    hint="What a program without a network would fill in. Below 1 in the plot, MAE is nearer to the truth.",
)

MASKING = Tab(
    masking,
    Column(
        View("pictures", "grid", stretch=5),
        Row(
            View("linear", "curve", stretch=3),
            View("neighbours", "curve", stretch=3),
            View("table", "table", stretch=7),
            stretch=5,
        ),
    ),
    hint="The same pictures, other masks. Whose features tell things apart, and what does a picture cost?",
    recordings=(Shipped("mae-masking", "Random, block, grid, and mask tokens in the encoder, 4,000 steps"),),
)

TRAINING = Tab(
    training,
    Column(View("pictures", "grid", stretch=3), Row(View("loss", "curve"), View("probe", "curve"), stretch=2)),
    hint="It only ever sees what is left, and is asked for the rest. Remove more or less of it while it learns.",
)

SEQUENCE = Tab(
    sequence,
    Column(
        Row(View("cut", "grid"), View("shuffled", "grid"), View("kept", "grid")),
        Row(View("appended", "grid"), View("unshuffled", "grid"), View("predicted", "image")),
    ),
    links=(SharedHover(("cut", "shuffled", "kept", "appended", "unshuffled", "predicted")),),
    hint="Follow a number: move over a patch, and it is outlined wherever it goes. Grey tiles are mask tokens.",
)

ATTENTION = Tab(
    attention,
    Row(
        Column(View("picture", "image", stretch=5), View("shares", "bars", stretch=4), stretch=4),
        Column(View("encoder", "heat"), View("decoder", "heat"), stretch=4),
        Column(View("encoder_heads", "grid"), View("decoder_heads", "grid"), stretch=4),
    ),
    links=(
        Pick("picture", sets="patch", on="hover"),
        Pick("encoder", sets="patch"),
        Pick("decoder", sets="patch"),
        PickItem("encoder_heads", sets=("encoder_head",), base=1),
        PickItem("decoder_heads", sets=("decoder_head",), base=1),
        SharedHover(("picture", "encoder", "decoder")),
    ),
    hint="Move over the picture: what lights up is what that patch looks at. A removed one is only in the decoder.",
)

COST = Tab(
    cost,
    Column(
        Row(View("work", "bars"), View("time", "bars"), stretch=2),
        Row(View("speed_up", "curve"), View("table", "table"), stretch=3),
    ),
    weightless=True,
    hint="The encoder does most of the work. Fed a quarter of the patches, it does about a quarter of it.",
)

TABS = (RECONSTRUCT, SHEET, WEIGHTS, INPAINTING, SEQUENCE, ATTENTION, COST, MASKING, TRAINING)

PANEL = PanelSpec(PAPER, "Masked autoencoders", TABS)

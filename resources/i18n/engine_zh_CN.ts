<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>engine</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Foundations</source>
        <translation>基础</translation>
    </message>
    <message>
        <source>CNN</source>
        <translation>卷积网络</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Generative</source>
        <translation>生成模型</translation>
    </message>
    <message>
        <source>Vision transformers</source>
        <translation>视觉 Transformer</translation>
    </message>
    <message>
        <source>Self-supervised</source>
        <translation>自监督学习</translation>
    </message>
    <message>
        <source>CLIP family</source>
        <translation>CLIP 家族</translation>
    </message>
    <message>
        <source>Vision Transformer</source>
        <translation>视觉 Transformer</translation>
    </message>
    <message>
        <source>Attention distance</source>
        <translation>注意力距离</translation>
    </message>
    <message>
        <source>How far, in pixels, each head of each layer looks from a patch on average.</source>
        <translation>每一层的每个注意力头，从一个图像块平均看出多远（像素）。</translation>
    </message>
    <message>
        <source>Attention maps</source>
        <translation>注意力图</translation>
    </message>
    <message>
        <source>Where a patch looks, and where the class token looks, in every head of a layer.</source>
        <translation>在某一层的各个头里，一个图像块和类别 token 分别看向哪里。</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>Rollout</translation>
    </message>
    <message>
        <source>Attention rollout</source>
        <translation>注意力 Rollout</translation>
    </message>
    <message>
        <source>What reaches the class token from each patch when attention is followed through the layers.</source>
        <translation>沿着各层注意力一路追踪，每个图像块有多少传到了类别 token。</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置嵌入</translation>
    </message>
    <message>
        <source>Position embeddings</source>
        <translation>位置嵌入</translation>
    </message>
    <message>
        <source>How alike the learned position embeddings are: one tile per patch, a grid of grids.</source>
        <translation>学到的位置嵌入彼此有多相似：每个图像块一格，格中有格。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>Patch filters</source>
        <translation>图像块滤波器</translation>
    </message>
    <message>
        <source>The principal components of the patch embedding, as the colour patterns it looks for.</source>
        <translation>图像块嵌入的主成分，也就是它所寻找的彩色图案。</translation>
    </message>
    <message>
        <source>Patch features</source>
        <translation>图像块特征</translation>
    </message>
    <message>
        <source>The features of all patches as colours, and how alike a chosen patch is to every other.</source>
        <translation>用颜色表示所有图像块的特征，以及所选图像块与其他图像块的相似程度。</translation>
    </message>
    <message>
        <source>The picture as a sequence of tokens: cut, projected, and passed from block to block.</source>
        <translation>把图片看成 token 序列：切块、投影，再逐块传递。</translation>
    </message>
    <message>
        <source>Robustness</source>
        <translation>鲁棒性</translation>
    </message>
    <message>
        <source>How far the class feature moves when patches are dropped, blacked out or shuffled.</source>
        <translation>丢弃、涂黑或打乱图像块时，类别特征会移动多远。</translation>
    </message>
    <message>
        <source>Every dot is a head: the higher, the further it looks. Click a dot to see what that head looks at.</source>
        <translation>每个点是一个头：点越高，看得越远。点击一个点，看看这个头在看什么。</translation>
    </message>
    <message>
        <source>packaged</source>
        <translation>随包附带</translation>
    </message>
    <message>
        <source>official</source>
        <translation>官方</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>ViT-B/16, ImageNet-21k then 1k</source>
        <translation>ViT-B/16，先 ImageNet-21k 后 1k</translation>
    </message>
    <message>
        <source>ViT-B/16, torchvision recipe</source>
        <translation>ViT-B/16，torchvision 训练方案</translation>
    </message>
    <message>
        <source>DINOv2 ViT-S/14, authors&apos; file</source>
        <translation>DINOv2 ViT-S/14，作者发布的文件</translation>
    </message>
    <message>
        <source>Random ViT-S/14</source>
        <translation>随机 ViT-S/14</translation>
    </message>
    <message>
        <source>Random ViT-B/16</source>
        <translation>随机 ViT-B/16</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>The picture is cut to a square of this side. More pixels give more patches and take longer.</source>
        <translation>图片会裁成这个边长的正方形。像素越多，图像块越多，耗时也越长。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layer of the network, counted from the input.</source>
        <translation>网络的层，从输入端数起。</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Attention head of that layer.</source>
        <translation>该层的注意力头。</translation>
    </message>
    <message>
        <source>Random baseline</source>
        <translation>随机基线</translation>
    </message>
    <message>
        <source>Draw the same measurement beside it for a network that has learned nothing.</source>
        <translation>在旁边画出未经训练的网络的同一测量，作为对照。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片数</translation>
    </message>
    <message>
        <source>At most this many pictures of the folder are measured.</source>
        <translation>最多测量文件夹中的这么多张图片。</translation>
    </message>
    <message>
        <source>Figure {} right and appendix D.{}, figure {}</source>
        <translation>图 {} 右，以及附录 D.{} 的图 {}</translation>
    </message>
    <message>
        <source>CPU · {} thread</source>
        <translation>CPU · {} 线程</translation>
    </message>
    <message>
        <source>CPU · {} threads</source>
        <translation>CPU · {} 线程</translation>
    </message>
    <message>
        <source>MPS · Apple GPU</source>
        <translation>MPS · Apple GPU</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>{} × {} px</source>
        <translation>{} × {} 像素</translation>
    </message>
    <message>
        <source>Layer {} · head {}</source>
        <translation>第 {} 层 · 第 {} 头</translation>
    </message>
    <message>
        <source>{}% goes to the class token</source>
        <translation>{}% 给了类别 token</translation>
    </message>
    <message>
        <source>attention weight</source>
        <translation>注意力权重</translation>
    </message>
    <message>
        <source>{picture}: layer {} of {}</source>
        <translation>{picture}：第 {} 层，共 {} 层</translation>
    </message>
    <message>
        <source>Attention distance by head</source>
        <translation>各头的注意力距离</translation>
    </message>
    <message>
        <source>{picture} · {} × {} px</source>
        <translation>{picture} · {} × {} 像素</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>mean attention distance</source>
        <translation>平均注意力距离</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>mean of heads</source>
        <translation>各头平均</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>layer {} · head {} · {} px</source>
        <translation>第 {} 层 · 第 {} 头 · {} 像素</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>随机权重</translation>
    </message>
    <message>
        <source>random weights, mean of heads</source>
        <translation>随机权重，各头平均</translation>
    </message>
    <message>
        <source>Some heads attend globally already in the lowest layers.</source>
        <translation>在最低的几层里，有些头就已经在看全图。</translation>
    </message>
    <message>
        <source>Layers {} to {}: {} of {} heads look further than {}% of the picture&apos;s width; the farthest {} px, the nearest {} px of {} px.</source>
        <translation>第 {0} 至 {1} 层：{3} 个头中有 {2} 个看得比图宽的 {4}% 更远；图宽 {7} 像素，最远 {5} 像素，最近 {6} 像素。</translation>
    </message>
    <message>
        <source>One head</source>
        <translation>单个头</translation>
    </message>
    <message>
        <source>Mean of heads</source>
        <translation>各头平均</translation>
    </message>
    <message>
        <source>Largest of heads</source>
        <translation>各头最大</translation>
    </message>
    <message>
        <source>Smallest of heads</source>
        <translation>各头最小</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>多头</translation>
    </message>
    <message>
        <source>Look at one head, or at the mean or the largest weight of all heads.</source>
        <translation>看单个头，或所有头的平均或最大权重。</translation>
    </message>
    <message>
        <source>Move over the picture: what lights up is what the patch under the mouse attends to. Click to keep it.</source>
        <translation>在图片上移动鼠标：亮起的地方就是鼠标下的图像块所关注的。点击可固定。</translation>
    </message>
    <message>
        <source>Section {}; the attention matrix of appendix A, equation {}</source>
        <translation>第 {} 节；附录 A 式 {} 的注意力矩阵</translation>
    </message>
    <message>
        <source>Patch · layer {} · mean of heads</source>
        <translation>图像块 · 第 {} 层 · 各头平均</translation>
    </message>
    <message>
        <source>Patch · layer {} · largest of heads</source>
        <translation>图像块 · 第 {} 层 · 各头最大</translation>
    </message>
    <message>
        <source>Patch · layer {} · head {}</source>
        <translation>图像块 · 第 {} 层 · 第 {} 头</translation>
    </message>
    <message>
        <source>Class token · layer {} · mean of heads</source>
        <translation>类别 token · 第 {} 层 · 各头平均</translation>
    </message>
    <message>
        <source>Class token · layer {} · largest of heads</source>
        <translation>类别 token · 第 {} 层 · 各头最大</translation>
    </message>
    <message>
        <source>Class token · layer {} · head {}</source>
        <translation>类别 token · 第 {} 层 · 第 {} 头</translation>
    </message>
    <message>
        <source>All heads of layer {}</source>
        <translation>第 {} 层的所有头</translation>
    </message>
    <message>
        <source>each head on its own colour scale</source>
        <translation>每个头各用自己的色标</translation>
    </message>
    <message>
        <source>head {}</source>
        <translation>第 {} 头</translation>
    </message>
    <message>
        <source>How the heads of a layer become one. The paper takes the mean.</source>
        <translation>一层的多个头如何合而为一。论文取平均。</translation>
    </message>
    <message>
        <source>Through layer</source>
        <translation>直到第几层</translation>
    </message>
    <message>
        <source>Follow the attention from the picture through this many layers.</source>
        <translation>从图片开始，沿注意力追踪这么多层。</translation>
    </message>
    <message>
        <source>All layers&apos; attention multiplied: which patches reach the class token. Click a layer to stop there.</source>
        <translation>把各层注意力连乘：哪些图像块传到了类别 token。点击某一层即停在那里。</translation>
    </message>
    <message>
        <source>Figure {} and appendix D.{}, figure {}</source>
        <translation>图 {}，以及附录 D.{} 的图 {}</translation>
    </message>
    <message>
        <source>Rollout through layer {}</source>
        <translation>Rollout 至第 {} 层</translation>
    </message>
    <message>
        <source>{}% stays with the class token</source>
        <translation>{}% 留在类别 token</translation>
    </message>
    <message>
        <source>share of the class token</source>
        <translation>在类别 token 中的占比</translation>
    </message>
    <message>
        <source>As in figure {}</source>
        <translation>如论文图 {}</translation>
    </message>
    <message>
        <source>bright where it looks</source>
        <translation>亮处即所看之处</translation>
    </message>
    <message>
        <source>Growth over the layers</source>
        <translation>逐层变化</translation>
    </message>
    <message>
        <source>each layer on its own colour scale</source>
        <translation>每层各用自己的色标</translation>
    </message>
    <message>
        <source>layer {}</source>
        <translation>第 {} 层</translation>
    </message>
    <message>
        <source>Tiles a side</source>
        <translation>每边格数</translation>
    </message>
    <message>
        <source>The patches whose similarity map is drawn, evenly spaced over the grid.</source>
        <translation>画出其相似度图的图像块，在网格上均匀取样。</translation>
    </message>
    <message>
        <source>Each tile compares one patch&apos;s learned position with all others: rows and columns were never told to it.</source>
        <translation>每一格把一个图像块学到的位置与其余所有位置相比较：从没有人告诉过网络什么是行和列。</translation>
    </message>
    <message>
        <source>Figure {} centre</source>
        <translation>图 {} 中</translation>
    </message>
    <message>
        <source>Position of row {}, column {}</source>
        <translation>第 {} 行第 {} 列的位置</translation>
    </message>
    <message>
        <source>cosine similarity</source>
        <translation>余弦相似度</translation>
    </message>
    <message>
        <source>Position similarity</source>
        <translation>位置相似度</translation>
    </message>
    <message>
        <source>{} × {} evenly spaced of {} × {} patches, each tile a {} × {} map</source>
        <translation>从 {2} × {3} 个图像块中均匀取 {0} × {1} 个，每格是一张 {4} × {5} 的图</translation>
    </message>
    <message>
        <source>row {}, column {}</source>
        <translation>第 {} 行第 {} 列</translation>
    </message>
    <message>
        <source>Similarity by distance</source>
        <translation>相似度随距离的变化</translation>
    </message>
    <message>
        <source>steps along the line</source>
        <translation>沿线的步数</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>图像块</translation>
    </message>
    <message>
        <source>mean cosine similarity</source>
        <translation>平均余弦相似度</translation>
    </message>
    <message>
        <source>along a row</source>
        <translation>沿行</translation>
    </message>
    <message>
        <source>along a column</source>
        <translation>沿列</translation>
    </message>
    <message>
        <source>along a diagonal</source>
        <translation>沿对角线</translation>
    </message>
    <message>
        <source>Patches in the same row or column have more similar position embeddings.</source>
        <translation>同一行或同一列的图像块，位置嵌入更相似。</translation>
    </message>
    <message>
        <source>Mean cosine similarity {} in the same row or column, {} for others as far apart.</source>
        <translation>同行或同列的平均余弦相似度为 {}，同样距离的其他位置为 {}。</translation>
    </message>
    <message>
        <source>Position similarity · random weights</source>
        <translation>位置相似度 · 随机权重</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>The principal component shown channel by channel.</source>
        <translation>逐通道显示的主成分。</translation>
    </message>
    <message>
        <source>The colour patterns that the first layer can see inside a patch. Click one to take it apart.</source>
        <translation>第一层在一个图像块里能看到的彩色图案。点击一个，把它拆开来看。</translation>
    </message>
    <message>
        <source>Figure {} left</source>
        <translation>图 {} 左</translation>
    </message>
    <message>
        <source>first {} components, each scaled to its largest weight, grey is zero</source>
        <translation>前 {} 个主成分，各按最大权重缩放，灰色为零</translation>
    </message>
    <message>
        <source>Component {} by channel</source>
        <translation>主成分 {} 的各通道</translation>
    </message>
    <message>
        <source>explains {}% of the variance</source>
        <translation>解释 {}% 的方差</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Explained variance</source>
        <translation>解释的方差</translation>
    </message>
    <message>
        <source>share of the variance (%)</source>
        <translation>方差占比（%）</translation>
    </message>
    <message>
        <source>Explained variance, added up</source>
        <translation>累计解释的方差</translation>
    </message>
    <message>
        <source>{} % in the first {} of {}</source>
        <translation>{2} 个中的前 {1} 个共占 {0} %</translation>
    </message>
    <message>
        <source>components</source>
        <translation>主成分数</translation>
    </message>
    <message>
        <source>share of the variance</source>
        <translation>方差占比</translation>
    </message>
    <message>
        <source>added up</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Patch filters · random weights</source>
        <translation>图像块滤波器 · 随机权重</translation>
    </message>
    <message>
        <source>Foreground threshold</source>
        <translation>前景阈值</translation>
    </message>
    <message>
        <source>Patches whose first component, scaled to {} … {}, is below it turn black. {} keeps every patch.</source>
        <translation>第一主成分（缩放到 {} … {}）低于阈值的图像块变黑。{} 表示全部保留。</translation>
    </message>
    <message>
        <source>Swap foreground</source>
        <translation>前景背景互换</translation>
    </message>
    <message>
        <source>A component&apos;s sign is arbitrary. The side at the picture&apos;s edge is taken as background; swap it here.</source>
        <translation>主成分的正负号是任意的。靠近图片边缘的一侧被当作背景；可在此互换。</translation>
    </message>
    <message>
        <source>Like colours mean like features. Move over the picture to light up every patch like the one there.</source>
        <translation>颜色相近表示特征相近。在图片上移动鼠标，与该处相似的图像块都会亮起。</translation>
    </message>
    <message>
        <source>Section {}, the output tokens; drawn as in DINOv2, figure {}</source>
        <translation>第 {} 节的输出 token；画法同 DINOv2 图 {}</translation>
    </message>
    <message>
        <source>Similarity to the patch</source>
        <translation>与所选图像块的相似度</translation>
    </message>
    <message>
        <source>Components as colours</source>
        <translation>用颜色表示主成分</translation>
    </message>
    <message>
        <source>Foreground</source>
        <translation>前景</translation>
    </message>
    <message>
        <source>{} of {} patches</source>
        <translation>{1} 个图像块中的 {0} 个</translation>
    </message>
    <message>
        <source>first component, scaled</source>
        <translation>第一主成分（已缩放）</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Show the tokens after this block; {} is what enters the first one.</source>
        <translation>显示经过这个块之后的 token；{} 表示进入第一个块之前。</translation>
    </message>
    <message>
        <source>A picture becomes a sentence: patches are cut, flattened, and pass through the blocks as tokens.</source>
        <translation>图片变成一句话：切成图像块、展平，再作为 token 通过各个块。</translation>
    </message>
    <message>
        <source>Figure {} and equations {} to {}</source>
        <translation>图 {}，以及式 {} 至 {}</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图像块</translation>
    </message>
    <message>
        <source>{} patches of {} × {} px</source>
        <translation>{} 个 {} × {} 像素的图像块</translation>
    </message>
    <message>
        <source>The data flow</source>
        <translation>数据流</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>linear projection</source>
        <translation>线性投影</translation>
    </message>
    <message>
        <source>times E, eq. {}</source>
        <translation>乘以 E，式 {}</translation>
    </message>
    <message>
        <source>+ class token</source>
        <translation>+ 类别 token</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>token</translation>
    </message>
    <message>
        <source>learned, put first</source>
        <translation>学得，放在最前</translation>
    </message>
    <message>
        <source>+ positions</source>
        <translation>+ 位置</translation>
    </message>
    <message>
        <source>learned, added</source>
        <translation>学得，相加</translation>
    </message>
    <message>
        <source>block {}: layer norm</source>
        <translation>块 {}：层归一化</translation>
    </message>
    <message>
        <source>eq. {}</source>
        <translation>式 {}</translation>
    </message>
    <message>
        <source>block {}: q, k, v</source>
        <translation>块 {}：q、k、v</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>three of these, d = D / heads</source>
        <translation>共三份，d = D / 头数</translation>
    </message>
    <message>
        <source>block {}: attention</source>
        <translation>块 {}：注意力</translation>
    </message>
    <message>
        <source>softmax(q kᵀ / √d), rows sum to {}</source>
        <translation>softmax(q kᵀ / √d)，每行之和为 {}</translation>
    </message>
    <message>
        <source>block {}: heads joined</source>
        <translation>块 {}：合并各头</translation>
    </message>
    <message>
        <source>attention × v, projected, added to what came in</source>
        <translation>注意力 × v，投影，再与输入相加</translation>
    </message>
    <message>
        <source>block {}: MLP, hidden</source>
        <translation>块 {}：MLP 隐藏层</translation>
    </message>
    <message>
        <source>layer norm, linear, GELU, eq. {}</source>
        <translation>层归一化、线性、GELU，式 {}</translation>
    </message>
    <message>
        <source>block {}: out</source>
        <translation>块 {}：输出</translation>
    </message>
    <message>
        <source>linear, added to what came in</source>
        <translation>线性，再与输入相加</translation>
    </message>
    <message>
        <source>after {} blocks</source>
        <translation>经过 {} 个块之后</translation>
    </message>
    <message>
        <source>blocks {} to {} alike</source>
        <translation>块 {} 至 {} 相同</translation>
    </message>
    <message>
        <source>final norm</source>
        <translation>最终归一化</translation>
    </message>
    <message>
        <source>layer norm, eq. {}</source>
        <translation>层归一化，式 {}</translation>
    </message>
    <message>
        <source>class feature</source>
        <translation>类别特征</translation>
    </message>
    <message>
        <source>token {} stands for the image</source>
        <translation>token {} 代表整张图片</translation>
    </message>
    <message>
        <source>Token matrix before block {}</source>
        <translation>进入块 {} 之前的 token 矩阵</translation>
    </message>
    <message>
        <source>Token matrix after block {}</source>
        <translation>经过块 {} 之后的 token 矩阵</translation>
    </message>
    <message>
        <source>{} of {} tokens, {} of {} channels; top row is the class token</source>
        <translation>{1} 个 token 中的 {0} 个，{3} 个通道中的 {2} 个；最上一行是类别 token</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Token length before block {}</source>
        <translation>进入块 {} 之前的 token 长度</translation>
    </message>
    <message>
        <source>Token length after block {}</source>
        <translation>经过块 {} 之后的 token 长度</translation>
    </message>
    <message>
        <source>length of token</source>
        <translation>token 的长度</translation>
    </message>
    <message>
        <source>Token length over the blocks</source>
        <translation>token 长度随块的变化</translation>
    </message>
    <message>
        <source>block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>class token</source>
        <translation>类别 token</translation>
    </message>
    <message>
        <source>patches, mean</source>
        <translation>图像块，平均</translation>
    </message>
    <message>
        <source>patches, longest</source>
        <translation>图像块，最长</translation>
    </message>
    <message>
        <source>The latent vector size D is constant through all layers.</source>
        <translation>隐向量的维数 D 在所有层中保持不变。</translation>
    </message>
    <message>
        <source>Before and after each of {} blocks the tokens are {} × {}.</source>
        <translation>在 {} 个块的前后，token 都是 {} × {}。</translation>
    </message>
    <message>
        <source>Drop patches</source>
        <translation>丢弃图像块</translation>
    </message>
    <message>
        <source>Black out patches</source>
        <translation>涂黑图像块</translation>
    </message>
    <message>
        <source>Shuffle the grid</source>
        <translation>打乱网格</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>破坏方式</translation>
    </message>
    <message>
        <source>Drop takes tokens out of the sequence; black out paints pixels; shuffle moves squares of the picture.</source>
        <translation>丢弃：从序列中拿走 token；涂黑：把像素涂黑；打乱：移动图片中的方块。</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Salient first</source>
        <translation>显著的在先</translation>
    </message>
    <message>
        <source>Non-salient first</source>
        <translation>不显著的在先</translation>
    </message>
    <message>
        <source>Which patches go first. Salient ones are those the class token attends to in the last layer.</source>
        <translation>哪些图像块先消失。显著的，是指类别 token 在最后一层所关注的。</translation>
    </message>
    <message>
        <source>Share lost</source>
        <translation>损失比例</translation>
    </message>
    <message>
        <source>How many of the patches are lost.</source>
        <translation>损失多少图像块。</translation>
    </message>
    <message>
        <source>Every patch</source>
        <translation>每个图像块</translation>
    </message>
    <message>
        <source>Shuffled grid</source>
        <translation>打乱的网格</translation>
    </message>
    <message>
        <source>Into how many squares the picture is cut before they trade places.</source>
        <translation>图片切成多少个方块后互换位置。</translation>
    </message>
    <message>
        <source>Drag the share: how much of the picture can be lost before the network describes something else?</source>
        <translation>拖动比例：图片损失多少之后，网络描述的就不再是同一样东西？</translation>
    </message>
    <message>
        <source>Not in the ViT paper: Naseer et al., {}, figures {}, {} and {}</source>
        <translation>不在 ViT 论文中：Naseer 等，{}，图 {}、{} 和 {}</translation>
    </message>
    <message>
        <source>{} of {} tokens dropped, drawn faintly</source>
        <translation>{1} 个 token 中丢弃了 {0} 个，以淡色画出</translation>
    </message>
    <message>
        <source>Class feature</source>
        <translation>类别特征</translation>
    </message>
    <message>
        <source>Patches left</source>
        <translation>剩余的图像块</translation>
    </message>
    <message>
        <source>patches left</source>
        <translation>剩余的图像块</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>class token, last layer, mean of heads</source>
        <translation>类别 token，最后一层，各头平均</translation>
    </message>
    <message>
        <source>{}% lost</source>
        <translation>损失 {}%</translation>
    </message>
    <message>
        <source>Class feature similarity</source>
        <translation>类别特征相似度</translation>
    </message>
    <message>
        <source>share of patches lost</source>
        <translation>损失的图像块比例</translation>
    </message>
    <message>
        <source>salient</source>
        <translation>显著的</translation>
    </message>
    <message>
        <source>non-salient</source>
        <translation>不显著的</translation>
    </message>
    <message>
        <source>The class feature survives the loss of {} % of the patches at random.</source>
        <translation>随机损失 {} % 的图像块后，类别特征依然保持。</translation>
    </message>
    <message>
        <source>{}% dropped at random: similarity {}; {picture}: {}.</source>
        <translation>随机丢弃 {}%：相似度 {}；{picture}：{}。</translation>
    </message>
    <message>
        <source>{}% dropped at random: similarity {}.</source>
        <translation>随机丢弃 {}%：相似度 {}。</translation>
    </message>
    <message>
        <source>Section {} and figure {} right: some heads attend to most of the image in the lowest layers (ViT-L/16).</source>
        <translation>第 {} 节与图 {} 右：在最低的几层，有些头就关注了图像的大部分（ViT-L/16）。</translation>
    </message>
    <message>
        <source>Attention distance grows with depth.</source>
        <translation>注意力距离随深度增大。</translation>
    </message>
    <message>
        <source>Section {}: the attention distance increases with network depth (ViT-L/16).</source>
        <translation>第 {} 节：注意力距离随网络深度增大（ViT-L/16）。</translation>
    </message>
    <message>
        <source>That heads look differently far is learned.</source>
        <translation>各头看得远近不同，是学来的。</translation>
    </message>
    <message>
        <source>Not in the paper: the baseline beside figure {} right. At least three times the spread of random weights.</source>
        <translation>不在论文中：图 {} 右旁边的基线。离散程度至少是随机权重的三倍。</translation>
    </message>
    <message>
        <source>Section {} and figure {} centre: row-column structure appears (ViT-L/32).</source>
        <translation>第 {} 节与图 {} 中：出现行列结构（ViT-L/32）。</translation>
    </message>
    <message>
        <source>The patch filters live in few dimensions.</source>
        <translation>图像块滤波器处在少数几个维度里。</translation>
    </message>
    <message>
        <source>Section {} and figure {} left: the components look like a basis of a low-dimensional patch (ViT-L/32).</source>
        <translation>第 {} 节与图 {} 左：各主成分像是低维图像块的一组基（ViT-L/32）。</translation>
    </message>
    <message>
        <source>Naseer et al., {}, abstract: up to {} % top-1 accuracy with {} % of the image content occluded.</source>
        <translation>Naseer 等，{0}，摘要：遮住 {2} % 的图像内容，top-1 准确率仍可达 {1} %。</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>图像块</translation>
    </message>
    <message>
        <source>The patch that asks: click or hover on the picture.</source>
        <translation>发问的图像块：在图片上点击或悬停。</translation>
    </message>
    <message>
        <source>There is no file {path}. Check its name and folder.</source>
        <translation>没有文件 {path}。请检查名称和所在文件夹。</translation>
    </message>
    <message>
        <source>You are not allowed to read {path}. Change its permissions, or choose another file.</source>
        <translation>没有读取 {path} 的权限。请修改权限，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is empty. Choose another file, or copy it here again.</source>
        <translation>{path} 是空文件。请选择其他文件，或重新复制。</translation>
    </message>
    <message>
        <source>{path} is a folder. Choose a file inside it.</source>
        <translation>{path} 是一个文件夹。请选择其中的文件。</translation>
    </message>
    <message>
        <source>The folder {path} holds no picture. Choose one with {formats} files.</source>
        <translation>文件夹 {path} 中没有图片。请选择含有 {formats} 文件的文件夹。</translation>
    </message>
    <message>
        <source>There is no camera number {}, or another program is using it. Plug one in, close the other program, or open a video file instead.</source>
        <translation>没有 {} 号摄像头，或它正被其他程序占用。请接上摄像头、关闭其他程序，或改为打开视频文件。</translation>
    </message>
    <message>
        <source>{path} is not a video that can be read here. Open an MP4, WebM, MKV, MOV or AVI file.</source>
        <translation>{path} 不是能读取的视频。请打开 MP4、WebM、MKV、MOV 或 AVI 文件。</translation>
    </message>
    <message>
        <source>The machine ran out of memory. Choose a smaller input size or batch, close other programs, or switch to the CPU.</source>
        <translation>内存不足。请选择较小的输入尺寸或批量，关闭其他程序，或改用 CPU。</translation>
    </message>
    <message>
        <source>This machine has no device {device}. Choose one of: {names}.</source>
        <translation>这台机器没有设备 {device}。请从中选择：{names}。</translation>
    </message>
    <message>
        <source>A small convolutional pair learns digits, or your own folder, in a few minutes.</source>
        <translation>一对小型卷积网络，几分钟内学会数字，或学会你自己文件夹里的图片。</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>纵向</translation>
    </message>
    <message>
        <source>Place in the noise plane.</source>
        <translation>在噪声平面上的位置。</translation>
    </message>
    <message>
        <source>At the equilibrium of the game the value is −log {}.</source>
        <translation>博弈达到均衡时，价值为 −log {}。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Minibatch size m.</source>
        <translation>小批量的大小 m。</translation>
    </message>
    <message>
        <source>Bright places look real to D. The generator moves its dots there, and D moves the light.</source>
        <translation>亮处在 D 看来是真的。生成器把点移过去，而 D 又把光移开。</translation>
    </message>
    <message>
        <source>D only</source>
        <translation>只训练 D</translation>
    </message>
    <message>
        <source>G only</source>
        <translation>只训练 G</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>D rate</source>
        <translation>D 的学习率</translation>
    </message>
    <message>
        <source>D&apos;s step size.</source>
        <translation>D 的步长。</translation>
    </message>
    <message>
        <source>G rate</source>
        <translation>G 的学习率</translation>
    </message>
    <message>
        <source>G&apos;s step size.</source>
        <translation>G 的步长。</translation>
    </message>
    <message>
        <source>D steps k</source>
        <translation>D 的步数 k</translation>
    </message>
    <message>
        <source>Discriminator steps a round.</source>
        <translation>每轮判别器的步数。</translation>
    </message>
    <message>
        <source>G steps</source>
        <translation>G 的步数</translation>
    </message>
    <message>
        <source>Generator steps a round.</source>
        <translation>每轮生成器的步数。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Dimension of z. A change rebuilds both networks.</source>
        <translation>z 的维数。改动会重建两个网络。</translation>
    </message>
    <message>
        <source>Noise size</source>
        <translation>噪声维数</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>手绘</translation>
    </message>
    <message>
        <source>Where you drew, as points.</source>
        <translation>你画过的地方，以点表示。</translation>
    </message>
    <message>
        <source>Figure {}</source>
        <translation>图 {}</translation>
    </message>
    <message>
        <source>Figures {} and {}</source>
        <translation>图 {} 和图 {}</translation>
    </message>
    <message>
        <source>G&apos;s loss</source>
        <translation>G 的损失</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Hidden units of both networks. A change rebuilds them.</source>
        <translation>两个网络的隐藏单元数。改动会重建它们。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>In the plane</source>
        <translation>平面上</translation>
    </message>
    <message>
        <source>On a line</source>
        <translation>直线上</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>The paper used momentum SGD.</source>
        <translation>论文用的是带动量的 SGD。</translation>
    </message>
    <message>
        <source>SGD + momentum</source>
        <translation>SGD + 动量</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>Proposition {}: D*(x) = p(x) / (p(x) + p_g(x))</source>
        <translation>命题 {}：D*(x) = p(x) / (p(x) + p_g(x))</translation>
    </message>
    <message>
        <source>Pulls</source>
        <translation>拉力</translation>
    </message>
    <message>
        <source>Show which way the loss pushes the generated samples.</source>
        <translation>显示损失把生成的样本推向哪边。</translation>
    </message>
    <message>
        <source>Section {}, Algorithm {}: keep D near its optimum without training it to completion</source>
        <translation>第 {} 节，算法 {}：让 D 保持在最优附近，而不把它训练到底</translation>
    </message>
    <message>
        <source>Section {}: log({} − D(G(z))) saturates; no number given, checked as over {} times</source>
        <translation>第 {} 节：log({} − D(G(z))) 会饱和；未给出数字，这里按超过 {} 倍检验</translation>
    </message>
    <message>
        <source>Section {}: the saturating loss gives G almost no gradient while D wins easily.</source>
        <translation>第 {} 节：D 轻松取胜时，饱和的损失几乎不给 G 梯度。</translation>
    </message>
    <message>
        <source>Section {} in two dimensions</source>
        <translation>第 {} 节，二维</translation>
    </message>
    <message>
        <source>Section {} warns that G may collapse too many z to one x; not measured there</source>
        <translation>第 {} 节提醒 G 可能把过多的 z 映到同一个 x；论文没有测量</translation>
    </message>
    <message>
        <source>The default settings cover all eight modes of a ring of Gaussians.</source>
        <translation>默认设置能覆盖环上全部八个高斯。</translation>
    </message>
    <message>
        <source>The density p(x) that G has to imitate.</source>
        <translation>G 要模仿的密度 p(x)。</translation>
    </message>
    <message>
        <source>The generator chases the dotted data. When D is fooled everywhere, D = ½ and V = −log {}.</source>
        <translation>生成器追赶以点表示的数据。当 D 处处被骗时，D = ½，V = −log {}。</translation>
    </message>
    <message>
        <source>The prior of z: N({}, {}), or U({}, {}) as in the paper&apos;s figure.</source>
        <translation>z 的先验：N({}, {})，或如论文图中的 U({}, {})。</translation>
    </message>
    <message>
        <source>Theorem {}: C(G) = −log {} ≈ {} exactly when p_g = p</source>
        <translation>定理 {}：当且仅当 p_g = p 时，C(G) = −log {} ≈ {}</translation>
    </message>
    <message>
        <source>Too few or too many steps of D for each step of G do worse than the middle.</source>
        <translation>G 每走一步，D 走得太少或太多都不如适中。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练谁</translation>
    </message>
    <message>
        <source>Who plays. Step with D only and G only to walk through the panels of Figure {}.</source>
        <translation>谁来走。交替只训练 D 和只训练 G，可逐格走过图 {}。</translation>
    </message>
    <message>
        <source>Two perceptrons play in the plane: see modes found, lost and fought over.</source>
        <translation>两个感知机在平面上博弈：看模式被发现、丢失和争夺。</translation>
    </message>
    <message>
        <source>Two perceptrons play the paper&apos;s game on a line, where everything can be seen at once.</source>
        <translation>两个感知机在一条直线上玩论文中的博弈，一切一目了然。</translation>
    </message>
    <message>
        <source>While D is far ahead, the saturating loss starves G.</source>
        <translation>当 D 遥遥领先时，饱和的损失会饿死 G。</translation>
    </message>
    <message>
        <source>With G fixed, the trained D approaches p / (p + p_g).</source>
        <translation>固定 G，训练好的 D 趋近 p / (p + p_g)。</translation>
    </message>
    <message>
        <source>checkerboard</source>
        <translation>棋盘</translation>
    </message>
    <message>
        <source>draw your own</source>
        <translation>自己画</translation>
    </message>
    <message>
        <source>eight Gaussians</source>
        <translation>八个高斯</translation>
    </message>
    <message>
        <source>narrow</source>
        <translation>窄峰</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>正态</translation>
    </message>
    <message>
        <source>ring</source>
        <translation>圆环</translation>
    </message>
    <message>
        <source>spiral</source>
        <translation>螺旋</translation>
    </message>
    <message>
        <source>three bumps</source>
        <translation>三峰</translation>
    </message>
    <message>
        <source>two bumps</source>
        <translation>双峰</translation>
    </message>
    <message>
        <source>two moons</source>
        <translation>双月</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Densities and D</source>
        <translation>密度与 D</translation>
    </message>
    <message>
        <source>density, probability</source>
        <translation>密度，概率</translation>
    </message>
    <message>
        <source>data p(x)</source>
        <translation>数据 p(x)</translation>
    </message>
    <message>
        <source>generator p_g(x)</source>
        <translation>生成器 p_g(x)</translation>
    </message>
    <message>
        <source>optimal D*(x)</source>
        <translation>最优 D*(x)</translation>
    </message>
    <message>
        <source>z below, x above</source>
        <translation>下方为 z，上方为 x</translation>
    </message>
    <message>
        <source>z to x</source>
        <translation>z 到 x</translation>
    </message>
    <message>
        <source>Value V(D, G)</source>
        <translation>价值 V(D, G)</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>trained live from seed {}</source>
        <translation>从种子 {} 现场训练</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>纳特</translation>
    </message>
    <message>
        <source>JS divergence</source>
        <translation>JS 散度</translation>
    </message>
    <message>
        <source>log {}: nothing in common</source>
        <translation>log {}：毫无重合</translation>
    </message>
    <message>
        <source>Gradient at G</source>
        <translation>传到 G 的梯度</translation>
    </message>
    <message>
        <source>the first is {} times the second</source>
        <translation>前者是后者的 {} 倍</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>At the optimum p_g = p, D is {}/{} everywhere and V(D, G) = −log {} ≈ {}.</source>
        <translation>在最优处 p_g = p，D 处处为 {}/{}，V(D, G) = −log {} ≈ {}。</translation>
    </message>
    <message>
        <source>At the optimum p_g = p, D is 1/2 everywhere and V(D, G) = −log {} ≈ {}.</source>
        <translation>在最优处 p_g = p，D 处处为 1/2，V(D, G) = −log {} ≈ {}。</translation>
    </message>
    <message>
        <source>V = {}, JSD = {} nats</source>
        <translation>V = {}，JSD = {} 纳特</translation>
    </message>
    <message>
        <source>Samples over D(x)</source>
        <translation>D(x) 之上的样本</translation>
    </message>
    <message>
        <source>real</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>pull on samples</source>
        <translation>对样本的拉力</translation>
    </message>
    <message>
        <source>Grid of z after G</source>
        <translation>经过 G 之后的 z 网格</translation>
    </message>
    <message>
        <source>Modes covered</source>
        <translation>覆盖的模式</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{1} 个中的 {0} 个</translation>
    </message>
    <message>
        <source>share of samples</source>
        <translation>样本占比</translation>
    </message>
    <message>
        <source>Modes over time</source>
        <translation>模式随时间的变化</translation>
    </message>
    <message>
        <source>modes covered</source>
        <translation>覆盖的模式数</translation>
    </message>
    <message>
        <source>modes</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Samples from fixed noise</source>
        <translation>固定噪声的样本</translation>
    </message>
    <message>
        <source>round {} · {} training images</source>
        <translation>第 {} 轮 · {} 张训练图像</translation>
    </message>
    <message>
        <source>G(z) here</source>
        <translation>此处的 G(z)</translation>
    </message>
    <message>
        <source>across {} · down {}</source>
        <translation>横向 {} · 纵向 {}</translation>
    </message>
    <message>
        <source>Noise plane</source>
        <translation>噪声平面</translation>
    </message>
    <message>
        <source>Nearest training images</source>
        <translation>最接近的训练图像</translation>
    </message>
    <message>
        <source>mean distance {} of the full range</source>
        <translation>平均距离为全范围的 {}</translation>
    </message>
    <message>
        <source>Diversity</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>mean distance between images</source>
        <translation>图像间的平均距离</translation>
    </message>
    <message>
        <source>training images</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>random weights, mean</source>
        <translation>随机权重，平均</translation>
    </message>
    <message>
        <source>Digits appear within a minute or two. Move over the noise plane to walk between noise vectors.</source>
        <translation>一两分钟内就会出现数字。在噪声平面上移动鼠标，在噪声向量之间走动。</translation>
    </message>
    <message>
        <source>What G has to imitate. Choose “draw your own”, then draw on the plane; Shift adds.</source>
        <translation>G 要模仿的数据。选“自己画”，再在平面上画；按住 Shift 可添加。</translation>
    </message>
    <message>
        <source>own file</source>
        <translation>自选文件</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>not downloaded</source>
        <translation>未下载</translation>
    </message>
    <message>
        <source>partly downloaded</source>
        <translation>部分下载</translation>
    </message>
    <message>
        <source>Not downloaded: get it in the Weights window, or with: python -m engine weights fetch {name}.</source>
        <translation>尚未下载：在“权重”窗口中获取，或运行：python -m engine weights fetch {name}</translation>
    </message>
    <message>
        <source>AlexNet, one tower, torchvision</source>
        <translation>AlexNet，单塔，torchvision</translation>
    </message>
    <message>
        <source>ResNet-18, torchvision</source>
        <translation>ResNet-18，torchvision</translation>
    </message>
    <message>
        <source>ResNet-34, torchvision</source>
        <translation>ResNet-34，torchvision</translation>
    </message>
    <message>
        <source>ResNet-50, torchvision</source>
        <translation>ResNet-50，torchvision</translation>
    </message>
    <message>
        <source>ResNet-101, torchvision</source>
        <translation>ResNet-101，torchvision</translation>
    </message>
    <message>
        <source>ResNet-152, torchvision</source>
        <translation>ResNet-152，torchvision</translation>
    </message>
    <message>
        <source>ResNet-50, torchvision's new recipe</source>
        <translation>ResNet-50，torchvision 新配方</translation>
    </message>
    <message>
        <source>ResNet-101, torchvision's new recipe</source>
        <translation>ResNet-101，torchvision 新配方</translation>
    </message>
    <message>
        <source>ResNet-152, torchvision's new recipe</source>
        <translation>ResNet-152，torchvision 新配方</translation>
    </message>
    <message>
        <source>Random AlexNet</source>
        <translation>随机 AlexNet</translation>
    </message>
    <message>
        <source>Random ResNet-18</source>
        <translation>随机 ResNet-18</translation>
    </message>
    <message>
        <source>Random ResNet-50</source>
        <translation>随机 ResNet-50</translation>
    </message>
    <message>
        <source>freshly initialised as the paper says</source>
        <translation>按论文新初始化</translation>
    </message>
    <message>
        <source>freshly initialised as DINOv2's code does</source>
        <translation>按 DINOv2 代码新初始化</translation>
    </message>
    <message>
        <source>freshly initialised as the paper's code does</source>
        <translation>按论文代码新初始化</translation>
    </message>
    <message>
        <source>imported from {file}</source>
        <translation>导入自 {file}</translation>
    </message>
    <message>
        <source>imported, its note is lost</source>
        <translation>已导入，其记录丢失</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The file {file} is missing. Install Paperscope again, or train them anew: see README.md.</source>
        <translation>缺少文件 {file}。请重新安装 Paperscope，或重新训练：见 README.md。</translation>
    </message>
    <message>
        <source>The model card {file} cannot be read. Install Paperscope again, or train them anew: see README.md.</source>
        <translation>无法读取模型卡 {file}。请重新安装 Paperscope，或重新训练：见 README.md。</translation>
    </message>
    <message>
        <source>{path} is not the file that came with Paperscope. Install Paperscope again, or train them anew: see README.md.</source>
        <translation>{path} 不是 Paperscope 自带的文件。请重新安装 Paperscope，或重新训练：见 README.md。</translation>
    </message>
    <message>
        <source>{server} stopped sending. What has arrived is kept: go on when the network is back.</source>
        <translation>{server} 停止了发送。已下载的部分会保留：网络恢复后可继续。</translation>
    </message>
    <message>
        <source>The connection to {server} broke: {reason}. What has arrived is kept: go on when the network is back.</source>
        <translation>与 {server} 的连接中断：{reason}。已下载的部分会保留：网络恢复后可继续。</translation>
    </message>
    <message>
        <source>{server} does not answer. Check the network connection and the proxy, then try again.</source>
        <translation>{server} 没有应答。请检查网络连接和代理，然后重试。</translation>
    </message>
    <message>
        <source>There is no way to {server}: its name could not be looked up. Check the network connection and the proxy, then try again.</source>
        <translation>无法到达 {server}：查不到它的名字。请检查网络连接和代理，然后重试。</translation>
    </message>
    <message>
        <source>{server} could not prove that it is {name}: {reason}. Check the network connection and the proxy, then try again.</source>
        <translation>{server} 无法证明自己是 {name}：{reason}。请检查网络连接和代理，然后重试。</translation>
    </message>
    <message>
        <source>{server} could not be asked: {reason}. Check the network connection and the proxy, then try again.</source>
        <translation>无法询问 {server}：{reason}。请检查网络连接和代理，然后重试。</translation>
    </message>
    <message>
        <source>{server} only points from one address to the next. Try again later.</source>
        <translation>{server} 只是从一个地址指向下一个。请稍后重试。</translation>
    </message>
    <message>
        <source>{address} is not a secure address. Only https:// addresses are downloaded from.</source>
        <translation>{address} 不是安全的地址。只从 https:// 地址下载。</translation>
    </message>
    <message>
        <source>{file} broke off at {} MB of {} MB. What has arrived is kept: go on with the download.</source>
        <translation>{file} 在 {} MB / {} MB 处中断。已下载的部分会保留：可继续下载。</translation>
    </message>
    <message>
        <source>The server sent more than the {size} bytes of {file}: they were deleted. Try again; if it happens again, get the file another way and import it.</source>
        <translation>服务器发来的字节超过了 {file} 的 {size} 字节：已删除。请重试；若再次出现，请用其他方式获取文件并导入。</translation>
    </message>
    <message>
        <source>What the server has as {file} is {size} bytes long, the published file {known}. Try again; if it happens again, get the file another way and import it.</source>
        <translation>服务器上的 {file} 有 {size} 字节，而公布的文件有 {known} 字节。请重试；若再次出现，请用其他方式获取文件并导入。</translation>
    </message>
    <message>
        <source>What arrived is not the published {file}: its hash starts {found}, expected {known}. It was deleted. Try again; if it happens again, get the file another way and import it.</source>
        <translation>下载到的不是公布的 {file}：其哈希以 {found} 开头，应为 {known}。已删除。请重试；若再次出现，请用其他方式获取文件并导入。</translation>
    </message>
    <message>
        <source>{file} is not at {address} any more. Get the file another way and import it.</source>
        <translation>{address} 上已没有 {file}。请用其他方式获取文件并导入。</translation>
    </message>
    <message>
        <source>The server cannot send {file} now ({status}). Try again later.</source>
        <translation>服务器现在无法发送 {file}（{status}）。请稍后重试。</translation>
    </message>
    <message>
        <source>The server does not send {file} ({status}). Try again; if it happens again, get the file another way and import it.</source>
        <translation>服务器不发送 {file}（{status}）。请重试；若再次出现，请用其他方式获取文件并导入。</translation>
    </message>
    <message>
        <source>{file} needs {size}, and {free} are free in {folder}. Make room there, or set PAPERSCOPE_CACHE to another folder; what has arrived is kept.</source>
        <translation>{file} 需要 {size}，而 {folder} 只剩 {free}。请腾出空间，或用 PAPERSCOPE_CACHE 指定其他文件夹；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>The disk is full: {file} could not be written to {folder}. Make room there, or set PAPERSCOPE_CACHE to another folder; what has arrived is kept.</source>
        <translation>磁盘已满：{file} 无法写入 {folder}。请腾出空间，或用 PAPERSCOPE_CACHE 指定其他文件夹；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}. Make room there, or set PAPERSCOPE_CACHE to another folder; what has arrived is kept.</source>
        <translation>无法写入 {folder}：{reason}。请腾出空间，或用 PAPERSCOPE_CACHE 指定其他文件夹；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>{name} is already being downloaded. Wait for it, or stop it first.</source>
        <translation>{name} 正在下载中。请等待，或先停止它。</translation>
    </message>
    <message>
        <source>{name} is deleted: {size} are free again.</source>
        <translation>{name} 已删除：腾出了 {size}。</translation>
    </message>
    <message>
        <source>{name} is as it was imported and is the published file: SHA-256 {hash}.</source>
        <translation>{name} 与导入时一致，且是公布的文件：SHA-256 {hash}</translation>
    </message>
    <message>
        <source>{name} is as it was imported: SHA-256 {hash}.</source>
        <translation>{name} 与导入时一致：SHA-256 {hash}</translation>
    </message>
    <message>
        <source>{name} is the published file: SHA-256 {hash}.</source>
        <translation>{name} 是公布的文件：SHA-256 {hash}</translation>
    </message>
    <message>
        <source>{name} is the file that came with Paperscope: SHA-256 {hash}.</source>
        <translation>{name} 是 Paperscope 自带的文件：SHA-256 {hash}</translation>
    </message>
    <message>
        <source>{path} has changed since it was imported. Delete it and import the weights again.</source>
        <translation>{path} 自导入后已改变。请删除它并重新导入权重。</translation>
    </message>
    <message>
        <source>This machine has no loudspeaker that can be used. Connect or enable one, and play again.</source>
        <translation>这台机器没有可用的扬声器。请连接或启用一个，然后重新播放。</translation>
    </message>
    <message>
        <source>Sounds need the package miniaudio. Install it: pip install miniaudio.</source>
        <translation>播放声音需要 miniaudio 软件包。请安装：pip install miniaudio。</translation>
    </message>
    <message>
        <source>The sound {file} is damaged. Set the program up again.</source>
        <translation>声音 {file} 已损坏。请重新安装本程序。</translation>
    </message>
    <message>
        <source>The sound {file} cannot be read: {reason}. Set the program up again.</source>
        <translation>无法读取声音 {file}：{reason}。请重新安装本程序。</translation>
    </message>
    <message>
        <source>The built-in world in {folder} cannot be read: {reason}. Install Paperscope again, or make the world again with `make world`.</source>
        <translation>无法读取 {folder} 中的内置图库：{reason}。请重新安装 Paperscope，或用 `make world` 重新生成图库。</translation>
    </message>
    <message>
        <source>The tables of the built-in world in {folder} are damaged: {reason}. Install Paperscope again, or make the world again with `make world`.</source>
        <translation>{folder} 中内置图库的表格已损坏：{reason}。请重新安装 Paperscope，或用 `make world` 重新生成图库。</translation>
    </message>
    <message>
        <source>The built-in world in {folder} is empty. Install Paperscope again, or make the world again with `make world`.</source>
        <translation>{folder} 中的内置图库是空的。请重新安装 Paperscope，或用 `make world` 重新生成图库。</translation>
    </message>
    <message>
        <source>The picture {file} of the built-in world cannot be read. Install Paperscope again, or make the world again with `make world`.</source>
        <translation>无法读取内置图库的图片 {file}。请重新安装 Paperscope，或用 `make world` 重新生成图库。</translation>
    </message>
    <message>
        <source>There is no picture {name} in the built-in world. Look for it in the world browser.</source>
        <translation>内置图库中没有图片 {name}。请在图库浏览器中查找。</translation>
    </message>
    <message>
        <source>The built-in world has nothing in its split {split}. Set the program up again.</source>
        <translation>内置图库的划分 {split} 中没有任何图片。请重新安装本程序。</translation>
    </message>
    <message>
        <source>The deeper plain net ends with a higher training error than the shallow one.</source>
        <translation>更深的普通网络最后的训练误差高于较浅的普通网络。</translation>
    </message>
    <message>
        <source>Figure {} and figure {} left: plain-56 above plain-20 throughout training; test error about {} % and {} %, read off the figure</source>
        <translation>图 {} 和图 {} 左：plain-56 在整个训练中都高于 plain-20；测试误差约 {} % 和 {} %，从图上读出</translation>
    </message>
    <message>
        <source>The deeper residual net does not end with a higher training error than the shallow one.</source>
        <translation>更深的残差网络最后的训练误差不高于较浅的残差网络。</translation>
    </message>
    <message>
        <source>Without batch normalisation, gradients in the first layers of a deep plain net are smaller by orders of magnitude than in the residual net.</source>
        <translation>没有批归一化时，深的普通网络最前面几层的梯度比残差网络的小好几个数量级。</translation>
    </message>
    <message>
        <source>Section {}: vanishing gradients hamper convergence from the beginning, no number, checked as over {} times; section {}: with batch normalisation their norms are healthy. It hangs on the first weights: Xavier's decide</source>
        <translation>第 {} 节：梯度消失从一开始就妨碍收敛，没有给数字，这里按超过 {} 倍来检验；第 {} 节：用了批归一化，梯度大小正常。结果取决于初始权重：这里以 Xavier 为准</translation>
    </message>
    <message>
        <source>Residual nets have smaller layer responses than plain nets of equal depth.</source>
        <translation>残差网络每层的响应比同样深度的普通网络小。</translation>
    </message>
    <message>
        <source>Section {} and figure {}: ResNets generally have smaller responses than their plain counterparts; no number</source>
        <translation>第 {} 节和图 {}：ResNet 的响应一般比对应的普通网络小；没有给数字</translation>
    </message>
    <message>
        <source>Layer responses shrink with residual depth.</source>
        <translation>残差网络越深，每层的响应越小。</translation>
    </message>
    <message>
        <source>Section {} and figure {}: the deeper ResNet has smaller magnitudes of responses, seen for {}, {} and {} layers; no number</source>
        <translation>第 {} 节和图 {}：更深的 ResNet 响应更小，在 {}、{}、{} 层上看到；没有给数字</translation>
    </message>
    <message>
        <source>Residual gradients</source>
        <translation>残差的梯度</translation>
    </message>
    <message>
        <source>A plain and a residual net of equal depth: how large the gradient is at every layer, step by step.</source>
        <translation>同样深度的普通网络和残差网络：一步一步看每一层的梯度有多大。</translation>
    </message>
    <message>
        <source>Section {}, and figure {}</source>
        <translation>第 {} 节，以及图 {}</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Layers, 6n + {}; bottlenecks make 9n + {}, the deepest that is not above. A change rebuilds both nets.</source>
        <translation>层数，6n + {}；瓶颈块是 9n + {}，取不超过它的最深的一种。改变后两个网络都会重建。</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Batch normalisation after every convolution, as in the paper. A change rebuilds both nets.</source>
        <translation>像论文那样，每个卷积之后做批归一化。改变后两个网络都会重建。</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Variance of the first weights; the paper uses He's. A change rebuilds both nets.</source>
        <translation>初始权重的方差；论文用 He 初始化。改变后两个网络都会重建。</translation>
    </message>
    <message>
        <source>He, 2/n in</source>
        <translation>He，2/n 入</translation>
    </message>
    <message>
        <source>Xavier, 2/(n in + n out)</source>
        <translation>Xavier，2/(n 入 + n 出)</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate of both nets.</source>
        <translation>两个网络的学习率。</translation>
    </message>
    <message>
        <source>Figure {}. A change rebuilds both nets.</source>
        <translation>图 {}。改变后两个网络都会重建。</translation>
    </message>
    <message>
        <source>basic: two {} × {}</source>
        <translation>基本块：两个 {} × {}</translation>
    </message>
    <message>
        <source>bottleneck: {} × {}, {} × {}, {} × {}</source>
        <translation>瓶颈块：{} × {}，{} × {}，{} × {}</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>捷径</translation>
    </message>
    <message>
        <source>Section {}. The paper's small nets use A, so that both kinds have equally many parameters.</source>
        <translation>第 {} 节。论文的小网络用 A，这样两种网络的参数一样多。</translation>
    </message>
    <message>
        <source>A: identity, zeros</source>
        <translation>A：恒等，补零</translation>
    </message>
    <message>
        <source>B: projection to change size</source>
        <translation>B：尺寸改变处用投影</translation>
    </message>
    <message>
        <source>C: projection everywhere</source>
        <translation>C：处处用投影</translation>
    </message>
    <message>
        <source>Maps in the three stages. Half the width needs a quarter of the arithmetic.</source>
        <translation>三个阶段的特征图数。宽度减半，计算量只要四分之一。</translation>
    </message>
    <message>
        <source>half: {}, {}, {}</source>
        <translation>一半：{}、{}、{}</translation>
    </message>
    <message>
        <source>the paper's: {}, {}, {}</source>
        <translation>论文的：{}、{}、{}</translation>
    </message>
    <message>
        <source>Pictures a step.</source>
        <translation>每步的图片数。</translation>
    </message>
    <message>
        <source>Degradation</source>
        <translation>退化</translation>
    </message>
    <message>
        <source>Plain and residual nets of two depths train side by side on the same batches of {} × {} pictures.</source>
        <translation>两种深度的普通网络和残差网络并排训练，用同样批次的 {} × {} 图片。</translation>
    </message>
    <message>
        <source>Figures {}, {} and {}</source>
        <translation>图 {}、图 {} 和图 {}</translation>
    </message>
    <message>
        <source>Nets</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Which nets train side by side; fewer go faster.</source>
        <translation>哪些网络并排训练；少一些会更快。</translation>
    </message>
    <message>
        <source>all four</source>
        <translation>四个都要</translation>
    </message>
    <message>
        <source>plain, both depths</source>
        <translation>普通网络，两种深度</translation>
    </message>
    <message>
        <source>residual, both depths</source>
        <translation>残差网络，两种深度</translation>
    </message>
    <message>
        <source>deep, plain and residual</source>
        <translation>深的，普通和残差</translation>
    </message>
    <message>
        <source>plain of both depths, residual deep</source>
        <translation>普通的两种深度，残差的只要深的</translation>
    </message>
    <message>
        <source>Shallow</source>
        <translation>浅</translation>
    </message>
    <message>
        <source>Layers, 6n + {}.</source>
        <translation>层数，6n + {}。</translation>
    </message>
    <message>
        <source>Deep</source>
        <translation>深</translation>
    </message>
    <message>
        <source>Learning rate of all nets, after a short rise and before the two drops of the schedule.</source>
        <translation>所有网络的学习率：开头短暂上升之后、两次下降之前的值。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>The rate is divided by {} at one half and at three quarters of it; the paper's has {},{}.</source>
        <translation>在一半和四分之三处，学习率各除以 {}；论文的进度是 {},{} 步。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>衰减</translation>
    </message>
    <message>
        <source>Weight decay of all layers.</source>
        <translation>所有层的权重衰减。</translation>
    </message>
    <message>
        <source>Without batch norm the gradient dies on its way down a plain net. Shortcuts carry it to the first layer.</source>
        <translation>没有批归一化，梯度在普通网络里往下走着走着就没了；捷径把它一直送到第一层。</translation>
    </message>
    <message>
        <source>Four nets, the same batches. More layers make a plain net worse even in training, a residual one not.</source>
        <translation>四个网络，同样的批次。层数一多，普通网络连训练都变差，残差网络不会。</translation>
    </message>
    <message>
        <source>Plain and residual nets of {} and {} layers, {},{} steps</source>
        <translation>{} 层和 {} 层的普通网络与残差网络，{},{} 步</translation>
    </message>
    <message>
        <source>Plain nets</source>
        <translation>普通网络</translation>
    </message>
    <message>
        <source>Residual nets</source>
        <translation>残差网络</translation>
    </message>
    <message>
        <source>bold: held-out; dashed: training</source>
        <translation>粗线：留出；虚线：训练</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>net</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>training error</source>
        <translation>训练误差</translation>
    </message>
    <message>
        <source>held-out error</source>
        <translation>留出误差</translation>
    </message>
    <message>
        <source>Layer responses</source>
        <translation>各层响应</translation>
    </message>
    <message>
        <source>before ReLU or addition</source>
        <translation>在 ReLU 或相加之前</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>What they learn from</source>
        <translation>它们学习的图片</translation>
    </message>
    <message>
        <source>{},{} pictures of {} classes, from the built-in world</source>
        <translation>{},{} 张图片，{} 个类别，来自内置图库</translation>
    </message>
    <message>
        <source>{},{} pictures of {} classes, from your folder {folder}</source>
        <translation>{},{} 张图片，{} 个类别，来自你的文件夹 {folder}</translation>
    </message>
    <message>
        <source>Gradient at every layer</source>
        <translation>每一层的梯度</translation>
    </message>
    <message>
        <source>layer {}: no gradient left</source>
        <translation>第 {} 层：没有梯度了</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>log₁₀ of the gradient norm</source>
        <translation>梯度范数的 log₁₀</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>step {}</source>
        <translation>第 {} 步</translation>
    </message>
    <message>
        <source>A fork goes on with the nets of its run. To train other nets, press Reset first.</source>
        <translation>分叉会继续训练原来的网络。要训练别的网络，请先按“重置”。</translation>
    </message>
    <message>
        <source>Pictures that the last hidden layer describes most alike. Click one to see what they have in common.</source>
        <translation>最后一个隐藏层描述得最相像的图片。点一张，看看它们有什么共同点。</translation>
    </message>
    <message>
        <source>Strong neighbours damp a unit, and windows that overlap change less when the picture moves. Click a map.</source>
        <translation>强的邻居会压低一个单元；图片移动时，重叠的窗口变化更小。点一张特征图。</translation>
    </message>
    <message>
        <source>LRN and pooling</source>
        <translation>LRN 与池化</translation>
    </message>
    <message>
        <source>Move over the resized picture: this crop is what the network sees. Then shift its colours.</source>
        <translation>在缩放后的图片上移动：网络看到的就是这块裁剪。再改变它的颜色。</translation>
    </message>
    <message>
        <source>Equal networks and pictures, one difference: what a unit does with its input. Who is first at the mark?</source>
        <translation>网络和图片都相同，只有一处不同：单元怎样处理它的输入。谁先到达目标？</translation>
    </message>
    <message>
        <source>So few pictures can be learned by heart. Dropout makes that harder: watch the gap to unseen pictures.</source>
        <translation>图片这么少，可以死记硬背。Dropout 让这变难：看它与未见图片之间的差距。</translation>
    </message>
    <message>
        <source>A network with ReLU reaches a training error in fewer steps than one with tanh.</source>
        <translation>用 ReLU 的网络达到某个训练误差所需的步数比用 tanh 的少。</translation>
    </message>
    <message>
        <source>Figure {}: {} % training error on CIFAR-10 is reached six times faster</source>
        <translation>图 {}：在 CIFAR-10 上达到 {} % 的训练误差快六倍</translation>
    </message>
    <message>
        <source>Dropout narrows the gap between training and held-out error.</source>
        <translation>Dropout 缩小训练误差与留出误差之间的差距。</translation>
    </message>
    <message>
        <source>Section {}: without it, substantial overfitting; it about doubles the steps to converge</source>
        <translation>第 {} 节：没有它会严重过拟合；收敛所需的步数大约加倍</translation>
    </message>
    <message>
        <source>At least {} of the {} first-layer kernels are structured.</source>
        <translation>第一层的 {1} 个卷积核中至少有 {0} 个有结构。</translation>
    </message>
    <message>
        <source>Figure {}: frequency- and orientation-selective kernels and coloured blobs; no number given</source>
        <translation>图 {}：选择频率和方向的卷积核，以及彩色斑块；没有给出数目</translation>
    </message>
    <message>
        <source>The two towers specialise: one has much more colour than the other.</source>
        <translation>两座塔各有专长：一座的颜色远多于另一座。</translation>
    </message>
    <message>
        <source>Section {}: GPU {} largely colour-agnostic, GPU {} largely colour-specific; checked as {} times the colour</source>
        <translation>第 {} 节：GPU {} 基本不分颜色，GPU {} 基本专管颜色；这里以颜色多 {} 倍为准</translation>
    </message>
    <message>
        <source>Vector</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>Which pictures the network describes most like this one, and what it takes this one for.</source>
        <translation>网络对哪些图片的描述与这张最相像，以及它认为这张是什么。</translation>
    </message>
    <message>
        <source>Neighbour</source>
        <translation>邻居</translation>
    </message>
    <message>
        <source>Which neighbour is shown large. Clicking a picture chooses it.</source>
        <translation>放大显示哪个邻居。点一张图片就选中它。</translation>
    </message>
    <message>
        <source>How many pictures are searched: the more, the nearer the nearest ones, and the longer the first time.</source>
        <translation>搜索多少张图片：越多，最近的就越近，第一次也越久。</translation>
    </message>
    <message>
        <source>What normalisation and overlapping pooling do to the first layer's maps of the picture.</source>
        <translation>归一化和重叠池化对图片的第一层特征图做了什么。</translation>
    </message>
    <message>
        <source>Sections {} and {}</source>
        <translation>第 {} 和 {} 节</translation>
    </message>
    <message>
        <source>Normalise the maps before they are pooled, as the paper does.</source>
        <translation>像论文那样，在池化之前归一化特征图。</translation>
    </message>
    <message>
        <source>Input in</source>
        <translation>输入单位</translation>
    </message>
    <message>
        <source>The paper's network saw grey levels, {} to {}, so its maps were large beside k. Today's inputs are about {} times smaller, and then α hardly matters.</source>
        <translation>论文的网络看到的是 {} 到 {} 的灰度，所以特征图比 k 大得多。如今的输入约小 {} 倍，α 就几乎不起作用。</translation>
    </message>
    <message>
        <source>Grey levels, as the paper</source>
        <translation>灰度级，同论文</translation>
    </message>
    <message>
        <source>This network's own units</source>
        <translation>网络自己的单位</translation>
    </message>
    <message>
        <source>What every unit is divided by at least, before β.</source>
        <translation>取 β 次方之前，每个单元至少除以的数。</translation>
    </message>
    <message>
        <source>How many neighbouring maps share a unit's energy.</source>
        <translation>一个单元与多少张相邻特征图分担能量。</translation>
    </message>
    <message>
        <source>Weight of the neighbours' energy.</source>
        <translation>邻居能量的权重。</translation>
    </message>
    <message>
        <source>Exponent: {} switches it off.</source>
        <translation>指数：{} 等于关闭。</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>What the network sees of one picture: any crop, mirrored or not, in shifted colours; and ten crops at the end.</source>
        <translation>网络看到一张图片的哪些样子：任意裁剪，翻转与否，颜色有变；最后是十个裁剪。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Where the crop lies: move over the resized picture, or click to keep it.</source>
        <translation>裁剪的位置：在缩放后的图片上移动，点一下固定。</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Turn the crop left to right.</source>
        <translation>左右翻转裁剪。</translation>
    </message>
    <message>
        <source>Component {}</source>
        <translation>成分 {}</translation>
    </message>
    <message>
        <source>The random factor of the first component, in its standard deviations.</source>
        <translation>第一个成分的随机因子，以标准差为单位。</translation>
    </message>
    <message>
        <source>The random factor of the second component, in its standard deviations.</source>
        <translation>第二个成分的随机因子，以标准差为单位。</translation>
    </message>
    <message>
        <source>The random factor of the third component, in its standard deviations.</source>
        <translation>第三个成分的随机因子，以标准差为单位。</translation>
    </message>
    <message>
        <source>σ of the factors</source>
        <translation>因子的 σ</translation>
    </message>
    <message>
        <source>The paper draws factors with a standard deviation of {}. More makes the shift easier to see.</source>
        <translation>论文抽取标准差为 {} 的因子。调大更容易看出变化。</translation>
    </message>
    <message>
        <source>Colours of</source>
        <translation>颜色取自</translation>
    </message>
    <message>
        <source>Whose pixels the principal components are taken from.</source>
        <translation>主成分取自谁的像素。</translation>
    </message>
    <message>
        <source>ImageNet, as the paper</source>
        <translation>ImageNet，同论文</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>这张图片</translation>
    </message>
    <message>
        <source>The world or your folder</source>
        <translation>内置图库或你的文件夹</translation>
    </message>
    <message>
        <source>Of ten</source>
        <translation>十选一</translation>
    </message>
    <message>
        <source>Which of the ten crops is compared with their average: click one.</source>
        <translation>十个裁剪中哪一个与平均相比较：点一个。</translation>
    </message>
    <message>
        <source>ReLU race</source>
        <translation>ReLU 赛跑</translation>
    </message>
    <message>
        <source>Small networks that differ in their activation alone learn the same pictures side by side.</source>
        <translation>只有激活函数不同的几个小网络并排学习相同的图片。</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Which activations race.</source>
        <translation>哪些激活函数参赛。</translation>
    </message>
    <message>
        <source>ReLU, tanh</source>
        <translation>ReLU、tanh</translation>
    </message>
    <message>
        <source>ReLU, tanh, sigmoid</source>
        <translation>ReLU、tanh、sigmoid</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>As the paper: the networks see grey levels, and weights begin at random around {}. As He et al. in {}: inputs and weights are scaled so that no unit begins saturated; about ten times the rates suit it.</source>
        <translation>同论文：网络看到灰度级，权重在 {} 附近随机开始。同何恺明等人 {} 年：输入和权重都经过缩放，没有单元一开始就饱和；学习率约大十倍才合适。</translation>
    </message>
    <message>
        <source>As the paper</source>
        <translation>同论文</translation>
    </message>
    <message>
        <source>As He et al., {}</source>
        <translation>同何恺明等人，{}</translation>
    </message>
    <message>
        <source>ReLU's rate</source>
        <translation>ReLU 的学习率</translation>
    </message>
    <message>
        <source>Learning rate of the network with ReLU.</source>
        <translation>用 ReLU 的网络的学习率。</translation>
    </message>
    <message>
        <source>tanh's rate</source>
        <translation>tanh 的学习率</translation>
    </message>
    <message>
        <source>Learning rate of the network with tanh.</source>
        <translation>用 tanh 的网络的学习率。</translation>
    </message>
    <message>
        <source>sigmoid's rate</source>
        <translation>sigmoid 的学习率</translation>
    </message>
    <message>
        <source>Learning rate of the network with sigmoid.</source>
        <translation>用 sigmoid 的网络的学习率。</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The training error that counts as reached. The paper marks {} %.</source>
        <translation>降到多少训练误差算到达。论文标的是 {} %。</translation>
    </message>
    <message>
        <source>How many pictures there are to learn from, over and over.</source>
        <translation>反复学习的图片有多少张。</translation>
    </message>
    <message>
        <source>Dropout race</source>
        <translation>Dropout 赛跑</translation>
    </message>
    <message>
        <source>The same network with and without dropout learns a few pictures, until it knows them by heart.</source>
        <translation>同一个网络用和不用 dropout，学习少量图片，直到背下来。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout 概率</translation>
    </message>
    <message>
        <source>Probability with which a hidden unit is left out at a step. The paper's is {}.</source>
        <translation>每一步舍去一个隐藏单元的概率。论文用 {}。</translation>
    </message>
    <message>
        <source>Learning rate of both networks.</source>
        <translation>两个网络的学习率。</translation>
    </message>
    <message>
        <source>Training error</source>
        <translation>训练误差</translation>
    </message>
    <message>
        <source>smoothed over {} batches</source>
        <translation>按 {} 个批次平滑</translation>
    </message>
    <message>
        <source>Held-out error</source>
        <translation>留出误差</translation>
    </message>
    <message>
        <source>{name} (not yet)</source>
        <translation>{name}（尚未）</translation>
    </message>
    <message>
        <source>Steps to the mark</source>
        <translation>到达目标的步数</translation>
    </message>
    <message>
        <source>{} % training error</source>
        <translation>训练误差 {} %</translation>
    </message>
    <message>
        <source>Outputs of the units</source>
        <translation>单元的输出</translation>
    </message>
    <message>
        <source>fourth layer</source>
        <translation>第四层</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Units with a flat slope</source>
        <translation>斜率平坦的单元</translation>
    </message>
    <message>
        <source>slope below {}% of the largest</source>
        <translation>斜率低于最大值的 {}%</translation>
    </message>
    <message>
        <source>{} % training error: ReLU not yet, tanh after {} steps.</source>
        <translation>训练误差 {} %：ReLU 尚未，tanh 用了 {} 步。</translation>
    </message>
    <message>
        <source>{} % training error: ReLU after {} steps, tanh not yet.</source>
        <translation>训练误差 {} %：ReLU 用了 {} 步，tanh 尚未。</translation>
    </message>
    <message>
        <source>{} % training error: ReLU after {} steps, tanh after {} steps.</source>
        <translation>训练误差 {} %：ReLU 用了 {} 步，tanh 用了 {} 步。</translation>
    </message>
    <message>
        <source>{},{} pictures of {} classes, from your folder {name}</source>
        <translation>{},{} 张图片，{} 个类别，来自你的文件夹 {name}</translation>
    </message>
    <message>
        <source>{} pictures of {} classes, from the built-in world</source>
        <translation>{} 张图片，{} 个类别，来自内置图库</translation>
    </message>
    <message>
        <source>{} pictures of {} classes, from your folder {name}</source>
        <translation>{} 张图片，{} 个类别，来自你的文件夹 {name}</translation>
    </message>
    <message>
        <source>without dropout</source>
        <translation>不用 dropout</translation>
    </message>
    <message>
        <source>with dropout</source>
        <translation>用 dropout</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>held-out error − training error</source>
        <translation>留出误差 − 训练误差</translation>
    </message>
    <message>
        <source>Held-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>Hidden units of one picture</source>
        <translation>一张图片的隐藏单元</translation>
    </message>
    <message>
        <source>{} of {} active ones left out at this step</source>
        <translation>这一步舍去了 {1} 个活跃单元中的 {0} 个</translation>
    </message>
    <message>
        <source>gap {} points with dropout, where training error is {} %; {} without, where it is {} %.</source>
        <translation>用 dropout 的差距 {} 个百分点，此时训练误差 {} %；不用的 {} 个，此时 {} %。</translation>
    </message>
    <message>
        <source>First layer</source>
        <translation>第一层</translation>
    </message>
    <message>
        <source>First layer · random weights</source>
        <translation>第一层 · 随机权重</translation>
    </message>
    <message>
        <source>after the activation, each map on its own scale</source>
        <translation>激活之后，每张图各用自己的色阶</translation>
    </message>
    <message>
        <source>map {}</source>
        <translation>图 {}</translation>
    </message>
    <message>
        <source>Without LRN</source>
        <translation>没有 LRN</translation>
    </message>
    <message>
        <source>With LRN</source>
        <translation>有 LRN</translation>
    </message>
    <message>
        <source>k alone leaves {}</source>
        <translation>只有 k 时留下 {}</translation>
    </message>
    <message>
        <source>Pooled {} × {}</source>
        <translation>{} × {} 池化</translation>
    </message>
    <message>
        <source>windows overlap</source>
        <translation>窗口重叠</translation>
    </message>
    <message>
        <source>windows side by side</source>
        <translation>窗口并排</translation>
    </message>
    <message>
        <source>{}% of the units differ</source>
        <translation>{}% 的单元不同</translation>
    </message>
    <message>
        <source>grey levels</source>
        <translation>灰度级</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>All maps</source>
        <translation>所有特征图</translation>
    </message>
    <message>
        <source>LRN takes more than a tenth from {}% of the active units, beside what k takes</source>
        <translation>除了 k 的作用，LRN 还从 {}% 的活跃单元拿走十分之一以上</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>contrast, deviation / mean</source>
        <translation>对比度，标准差 / 平均</translation>
    </message>
    <message>
        <source>units above zero, %</source>
        <translation>大于零的单元，%</translation>
    </message>
    <message>
        <source>When the picture moves</source>
        <translation>图片移动时</translation>
    </message>
    <message>
        <source>not pooled</source>
        <translation>不池化</translation>
    </message>
    <message>
        <source>shift to the right</source>
        <translation>向右移动</translation>
    </message>
    <message>
        <source>change of the maps</source>
        <translation>特征图的变化</translation>
    </message>
    <message>
        <source>Resized to {}</source>
        <translation>缩放到 {}</translation>
    </message>
    <message>
        <source>crop of {} px at row {}, column {}</source>
        <translation>{} 像素的裁剪，从第 {} 行第 {} 列开始</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>deviations {}, {}, {} grey levels</source>
        <translation>标准差 {}、{}、{} 灰度级</translation>
    </message>
    <message>
        <source>component {}</source>
        <translation>成分 {}</translation>
    </message>
    <message>
        <source>Colour shift</source>
        <translation>颜色变化</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>In training</source>
        <translation>训练时</translation>
    </message>
    <message>
        <source>{} of {} × {} × {} = {},{} crops, each in colours of its own</source>
        <translation>{1} × {2} × {3} = {4},{5} 个裁剪中的 {0} 个，颜色各不相同</translation>
    </message>
    <message>
        <source>Ten crops</source>
        <translation>十个裁剪</translation>
    </message>
    <message>
        <source>{} different answers</source>
        <translation>{} 种不同的回答</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>what the paper answers with</source>
        <translation>论文的回答</translation>
    </message>
    <message>
        <source>One crop</source>
        <translation>一个裁剪</translation>
    </message>
    <message>
        <source>top left</source>
        <translation>左上</translation>
    </message>
    <message>
        <source>top right</source>
        <translation>右上</translation>
    </message>
    <message>
        <source>bottom left</source>
        <translation>左下</translation>
    </message>
    <message>
        <source>bottom right</source>
        <translation>右下</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>top left, mirrored</source>
        <translation>左上，翻转</translation>
    </message>
    <message>
        <source>top right, mirrored</source>
        <translation>右上，翻转</translation>
    </message>
    <message>
        <source>bottom left, mirrored</source>
        <translation>左下，翻转</translation>
    </message>
    <message>
        <source>bottom right, mirrored</source>
        <translation>右下，翻转</translation>
    </message>
    <message>
        <source>middle, mirrored</source>
        <translation>中间，翻转</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Nearest neighbours</source>
        <translation>最近的邻居</translation>
    </message>
    <message>
        <source>Nearest neighbours · random weights</source>
        <translation>最近的邻居 · 随机权重</translation>
    </message>
    <message>
        <source>of {} pictures of the built-in world</source>
        <translation>内置图库的 {} 张图片中</translation>
    </message>
    <message>
        <source>of {} pictures of your folder {name}</source>
        <translation>你的文件夹 {name} 的 {} 张图片中</translation>
    </message>
    <message>
        <source>Neighbour {}</source>
        <translation>邻居 {}</translation>
    </message>
    <message>
        <source>Its classes</source>
        <translation>它的类别</translation>
    </message>
    <message>
        <source>The two vectors</source>
        <translation>两个向量</translation>
    </message>
    <message>
        <source>{} units are active in both, {} in either</source>
        <translation>两者都活跃的单元 {} 个，至少一者活跃的 {} 个</translation>
    </message>
    <message>
        <source>this picture</source>
        <translation>这张图片</translation>
    </message>
    <message>
        <source>neighbour</source>
        <translation>邻居</translation>
    </message>
    <message>
        <source>How far all pictures are</source>
        <translation>所有图片有多远</translation>
    </message>
    <message>
        <source>Euclidean distance</source>
        <translation>欧氏距离</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Classes · random weights</source>
        <translation>类别 · 随机权重</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>Top patches</source>
        <translation>最强图块</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>Residual networks</source>
        <translation>残差网络</translation>
    </message>
    <message>
        <source>The picture is cut to a square of this side. The classifier was trained at its own size.</source>
        <translation>图片裁成这个边长的正方形。分类器是在它自己的尺寸上训练的。</translation>
    </message>
    <message>
        <source>Layer of the network, counted from the picture. The table names them all.</source>
        <translation>网络的第几层，从图片数起。表格列出了所有层。</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>Which of the layer's maps, counted from 1.</source>
        <translation>这一层的第几张特征图，从 1 数起。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>The unit of the map: move the mouse over the map, or click to keep it.</source>
        <translation>特征图上的单元：把鼠标移到图上，点击则保留。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Maps as the network stores them, or the one with the strongest unit first.</source>
        <translation>按网络存储的顺序，或把单元最强的排在前面。</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>按存储顺序</translation>
    </message>
    <message>
        <source>Strongest first</source>
        <translation>最强的在前</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色标</translation>
    </message>
    <message>
        <source>Each map on its own scale shows where it answers; one scale for all shows how strongly.</source>
        <translation>每张图各用色标，看出在哪里有反应；共用一个色标，看出反应多强。</translation>
    </message>
    <message>
        <source>Each map its own</source>
        <translation>各用各的</translation>
    </message>
    <message>
        <source>One scale for all</source>
        <translation>共用一个</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Which part of a layer with very many maps.</source>
        <translation>特征图很多的层，看其中哪一部分。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>1 is the class that the network finds likeliest, 2 the next one. Clicking a bar chooses it.</source>
        <translation>1 是网络认为最可能的类别，2 是其次。点条形即可选择。</translation>
    </message>
    <message>
        <source>Layers from the end</source>
        <translation>倒数第几层</translation>
    </message>
    <message>
        <source>1 is the last layer that still has maps, 2 the one before it.</source>
        <translation>1 是最后一个还有特征图的层，2 是它前面一个。</translation>
    </message>
    <message>
        <source>How many pictures are looked at: the more, the purer the patches, and the longer it takes.</source>
        <translation>看多少张图片：越多，挑出的图块越纯，时间也越长。</translation>
    </message>
    <message>
        <source>Which of the nine patches is shown in its picture.</source>
        <translation>九块中的哪一块要放回原图里看。</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>方块</translation>
    </message>
    <message>
        <source>Side of the grey square that hides a part of the picture.</source>
        <translation>挡住图片一部分的灰色方块的边长。</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>How far the square moves from place to place: half of it means four times as many runs.</source>
        <translation>方块每次移动多远：减半就要多跑四倍。</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where the square is shown: move the mouse over the map, or click.</source>
        <translation>方块显示在哪里：把鼠标移到图上，或点击。</translation>
    </message>
    <message>
        <source>The first layer's kernels are small colour pictures; a deeper kernel has one slice for each map below.</source>
        <translation>第一层的卷积核是彩色小图；更深的核，对下层每张特征图各有一个切片。</translation>
    </message>
    <message>
        <source>Within each tower, by what the kernels are tuned to.</source>
        <translation>在每座塔内，按卷积核的偏好排序。</translation>
    </message>
    <message>
        <source>By frequency</source>
        <translation>按频率</translation>
    </message>
    <message>
        <source>By orientation</source>
        <translation>按方向</translation>
    </message>
    <message>
        <source>By colour</source>
        <translation>按颜色</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Kernel of the layer, counted from 1: the map that it makes.</source>
        <translation>这一层的第几个卷积核，从 1 数起，也就是它产生的特征图。</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>One of the maps below that this kernel sees, counted from 1.</source>
        <translation>这个核看到的下层特征图中的第几张，从 1 数起。</translation>
    </message>
    <message>
        <source>The kernels of the first layer as pictures, tower by tower, beside random ones; deeper ones by slices.</source>
        <translation>第一层的卷积核画成图，两座塔分开，旁边是随机的；更深的核按切片显示。</translation>
    </message>
    <message>
        <source>What every layer makes of the picture, and exactly which pixels a unit of it sees.</source>
        <translation>每一层把图片变成什么，以及它的一个单元究竟看到哪些像素。</translation>
    </message>
    <message>
        <source>The nine patches that excite one map most, of the world's photographs and composites or of your folder.</source>
        <translation>在内置世界的照片和合成图、或你的文件夹里，最能激发一张特征图的九个图块。</translation>
    </message>
    <message>
        <source>How likely a class remains while a grey square slides over the picture.</source>
        <translation>灰色方块滑过图片时，一个类别还有多大可能。</translation>
    </message>
    <message>
        <source>Where the evidence for a class lies in the picture, at any convolutional layer.</source>
        <translation>在任意卷积层上，支持一个类别的证据在图片的什么地方。</translation>
    </message>
    <message>
        <source>Figure {} and section {}</source>
        <translation>图 {} 和第 {} 节</translation>
    </message>
    <message>
        <source>Figure {} and section {}, layer by layer</source>
        <translation>图 {} 和第 {} 节，逐层显示</translation>
    </message>
    <message>
        <source>Table {}, layer by layer</source>
        <translation>表 {}，逐层显示</translation>
    </message>
    <message>
        <source>Beyond the paper: Zeiler and Fergus, {}, figure {}</source>
        <translation>论文之外：Zeiler 和 Fergus，{}，图 {}</translation>
    </message>
    <message>
        <source>Beyond the paper: Selvaraju et al., {}, equations {} and {}</source>
        <translation>论文之外：Selvaraju 等，{}，式 {} 和 {}</translation>
    </message>
    <message>
        <source>The patterns that the first layer looks for, in its two towers. Click one to take it apart.</source>
        <translation>第一层在找的图案，分在两座塔里。点一个，把它拆开看。</translation>
    </message>
    <message>
        <source>Move over the single map: the coloured frame on the picture is all that this unit can see.</source>
        <translation>把鼠标移到单张特征图上：图片上的彩色框就是这个单元能看到的全部。</translation>
    </message>
    <message>
        <source>What excites one map most among many pictures. Click a patch to see where it comes from.</source>
        <translation>许多图片中最能激发一张特征图的地方。点一块，看它来自哪里。</translation>
    </message>
    <message>
        <source>Dark where a grey square takes away what the network goes by. Move over the map to put it there.</source>
        <translation>暗处是灰色方块挡住了网络依据的地方。把鼠标移上去，方块就放到那里。</translation>
    </message>
    <message>
        <source>Where the evidence for a class lies. Click a bar for another class, a small map for another layer.</source>
        <translation>支持一个类别的证据在哪里。点条形换类别，点小图换层。</translation>
    </message>
    <message>
        <source>Choose a picture to see what the kernel answers</source>
        <translation>选一张图片，看卷积核的响应</translation>
    </message>
    <message>
        <source>This kernel sees the other tower's maps alone</source>
        <translation>这个核只看另一座塔的特征图</translation>
    </message>
    <message>
        <source>Tower {}</source>
        <translation>塔 {}</translation>
    </message>
    <message>
        <source>Tower {} · random weights</source>
        <translation>塔 {} · 随机权重</translation>
    </message>
    <message>
        <source>First half</source>
        <translation>前一半</translation>
    </message>
    <message>
        <source>First half · random weights</source>
        <translation>前一半 · 随机权重</translation>
    </message>
    <message>
        <source>Second half</source>
        <translation>后一半</translation>
    </message>
    <message>
        <source>Second half · random weights</source>
        <translation>后一半 · 随机权重</translation>
    </message>
    <message>
        <source>{} of {} structured, {}% colour</source>
        <translation>{1} 个中 {0} 个有结构，颜色占 {2}%</translation>
    </message>
    <message>
        <source>{} of {} structured</source>
        <translation>{1} 个中 {0} 个有结构</translation>
    </message>
    <message>
        <source>kernel {}, {} cycles/px at {}°, {}% colour</source>
        <translation>第 {} 个核，{} 周期/像素，{}°，颜色 {}%</translation>
    </message>
    <message>
        <source>kernel {}, {} cycles/px, {}% colour</source>
        <translation>第 {} 个核，{} 周期/像素，颜色 {}%</translation>
    </message>
    <message>
        <source>Random kernels</source>
        <translation>随机卷积核</translation>
    </message>
    <message>
        <source>Random kernel</source>
        <translation>随机卷积核</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>structured: a spectrum more concentrated than that of {} % of random kernels</source>
        <translation>有结构：频谱比 {} % 的随机核更集中</translation>
    </message>
    <message>
        <source>kernels</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>structured</source>
        <translation>有结构</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>orientation</source>
        <translation>方向选择性</translation>
    </message>
    <message>
        <source>cycles/px</source>
        <translation>周期/像素</translation>
    </message>
    <message>
        <source>{layer} · kernel {} on the maps of tower {}</source>
        <translation>{layer} · 第 {} 个核，对塔 {} 的特征图</translation>
    </message>
    <message>
        <source>{layer} · kernel {} on the maps of tower {} · random weights</source>
        <translation>{layer} · 第 {} 个核，对塔 {} 的特征图 · 随机权重</translation>
    </message>
    <message>
        <source>{layer} · kernel {} on the maps of first half</source>
        <translation>{layer} · 第 {} 个核，对前一半特征图</translation>
    </message>
    <message>
        <source>{layer} · kernel {} on the maps of second half</source>
        <translation>{layer} · 第 {} 个核，对后一半特征图</translation>
    </message>
    <message>
        <source>{} slices of {} × {}</source>
        <translation>{} 个 {} × {} 的切片</translation>
    </message>
    <message>
        <source>{} slices</source>
        <translation>{} 个切片</translation>
    </message>
    <message>
        <source>map {} below</source>
        <translation>下层第 {} 张</translation>
    </message>
    <message>
        <source>the more, the fewer of the maps below it goes by</source>
        <translation>越多，说明它依据的下层特征图越少</translation>
    </message>
    <message>
        <source>slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>energy in the strongest tenth</source>
        <translation>最强十分之一的能量</translation>
    </message>
    <message>
        <source>Kernel {}</source>
        <translation>第 {} 个核</translation>
    </message>
    <message>
        <source>Kernel {}, slice {}</source>
        <translation>第 {} 个核，第 {} 个切片</translation>
    </message>
    <message>
        <source>{} × {} px, grey is zero</source>
        <translation>{} × {} 像素，灰色为零</translation>
    </message>
    <message>
        <source>{} × {} units, grey is zero</source>
        <translation>{} × {} 单元，灰色为零</translation>
    </message>
    <message>
        <source>Its spectrum</source>
        <translation>它的频谱</translation>
    </message>
    <message>
        <source>frequency {} in the middle, the highest at the edge</source>
        <translation>中间频率为 {}，边缘最高</translation>
    </message>
    <message>
        <source>share of the power</source>
        <translation>功率占比</translation>
    </message>
    <message>
        <source>Its response to the picture</source>
        <translation>它对图片的响应</translation>
    </message>
    <message>
        <source>{} × {} units, before the ReLU</source>
        <translation>{} × {} 单元，ReLU 之前</translation>
    </message>
    <message>
        <source>response</source>
        <translation>响应</translation>
    </message>
    <message>
        <source>{layer} · map {}</source>
        <translation>{layer} · 第 {} 张</translation>
    </message>
    <message>
        <source>{} × {} units</source>
        <translation>{} × {} 单元</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>at</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>strongest</source>
        <translation>最强</translation>
    </message>
    <message>
        <source>a unit sees {} × {} px, its neighbour {} px further</source>
        <translation>一个单元看到 {} × {} 像素，相邻单元相距 {} 像素</translation>
    </message>
    <message>
        <source>a unit sees all {} × {} px</source>
        <translation>一个单元看到全部 {} × {} 像素</translation>
    </message>
    <message>
        <source>{layer} · all {} maps</source>
        <translation>{layer} · 全部 {} 张特征图</translation>
    </message>
    <message>
        <source>{layer} · all {} maps · random weights</source>
        <translation>{layer} · 全部 {} 张特征图 · 随机权重</translation>
    </message>
    <message>
        <source>{layer} · {} of {} maps</source>
        <translation>{layer} · {1} 张特征图中的 {0} 张</translation>
    </message>
    <message>
        <source>{layer} · {} of {} maps · random weights</source>
        <translation>{layer} · {1} 张特征图中的 {0} 张 · 随机权重</translation>
    </message>
    <message>
        <source>one colour scale</source>
        <translation>共用一个色标</translation>
    </message>
    <message>
        <source>each map on its own colour scale</source>
        <translation>每张图各用色标</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>click one to see its maps</source>
        <translation>点一层，看它的特征图</translation>
    </message>
    <message>
        <source>maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>stride</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>{layer} · map {} · random weights</source>
        <translation>{layer} · 第 {} 张 · 随机权重</translation>
    </message>
    <message>
        <source>strongest of {} pictures, {name}</source>
        <translation>{} 张图片中最强的，{name}</translation>
    </message>
    <message>
        <source>strongest of {} pictures, {name}, {} could not be read</source>
        <translation>{} 张图片中最强的，{name}，{} 张读不出</translation>
    </message>
    <message>
        <source>the built-in world</source>
        <translation>内置世界</translation>
    </message>
    <message>
        <source>your folder {name}</source>
        <translation>你的文件夹 {name}</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>它来自哪里</translation>
    </message>
    <message>
        <source>{name} · a unit sees {} × {} px, its neighbour {} px further</source>
        <translation>{name} · 一个单元看到 {} × {} 像素，相邻单元相距 {} 像素</translation>
    </message>
    <message>
        <source>{name} · a unit sees all {} × {} px</source>
        <translation>{name} · 一个单元看到全部 {} × {} 像素</translation>
    </message>
    <message>
        <source>The whole map</source>
        <translation>整张特征图</translation>
    </message>
    <message>
        <source>strongest {} at unit {}, {}</source>
        <translation>最强 {}，在单元 {}，{}</translation>
    </message>
    <message>
        <source>{} · {name}</source>
        <translation>{} · {name}</translation>
    </message>
    <message>
        <source>{name} with the square here</source>
        <translation>方块在此处时：{name}</translation>
    </message>
    <message>
        <source>{name} with the square here · random weights</source>
        <translation>方块在此处时：{name} · 随机权重</translation>
    </message>
    <message>
        <source>from {} % down to {} %</source>
        <translation>从 {} % 降到 {} %</translation>
    </message>
    <message>
        <source>without the square</source>
        <translation>没有方块</translation>
    </message>
    <message>
        <source>Classes without the square</source>
        <translation>没有方块时的类别</translation>
    </message>
    <message>
        <source>Classes with the square there</source>
        <translation>方块在那里时的类别</translation>
    </message>
    <message>
        <source>a grey square of {} px</source>
        <translation>{} 像素的灰色方块</translation>
    </message>
    <message>
        <source>squares</source>
        <translation>方块</translation>
    </message>
    <message>
        <source>Evidence for {name}</source>
        <translation>支持{name}的证据</translation>
    </message>
    <message>
        <source>Evidence for {name} · random weights</source>
        <translation>支持{name}的证据 · 随机权重</translation>
    </message>
    <message>
        <source>{layer}, {} × {} units</source>
        <translation>{layer}，{} × {} 单元</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>At every layer</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>At every layer · random weights</source>
        <translation>各层 · 随机权重</translation>
    </message>
    <message>
        <source>the last one first, each on its own colour scale</source>
        <translation>最后一层在前，各用色标</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>class {}</source>
        <translation>类别 {}</translation>
    </message>
    <message>
        <source>ImageNet class {}</source>
        <translation>ImageNet 类别 {}</translation>
    </message>
    <message>
        <source>How many they learn from, again and again. The paper's {},{} take more steps than a CPU can.</source>
        <translation>它们反复学习多少张图片。论文的 {},{} 张需要的步数，CPU 跑不完。</translation>
    </message>
    <message>
        <source>Figure {} middle and table {}: test error of ResNet-20 {} %, of ResNet-56 {} %; training errors in the same order; here more than one point counts as higher</source>
        <translation>图 {} 中和表 {}：ResNet-20 的测试误差 {} %，ResNet-56 {} %；训练误差的次序相同；这里高出一个百分点以上才算更高</translation>
    </message>
    <message>
        <source>layer {}: {} times smaller when plain</source>
        <translation>第 {} 层：普通网络小 {} 倍</translation>
    </message>
    <message>
        <source>layer {}: {} times larger when plain</source>
        <translation>第 {} 层：普通网络大 {} 倍</translation>
    </message>
    <message>
        <source>Plain net</source>
        <translation>普通网络</translation>
    </message>
    <message>
        <source>Residual net</source>
        <translation>残差网络</translation>
    </message>
    <message>
        <source>layer ↓, step {} to {} →</source>
        <translation>层 ↓，第 {} 到 {} 步 →</translation>
    </message>
    <message>
        <source>{} pictures of {} classes, from your folder {folder}</source>
        <translation>{} 张图片，{} 个类别，来自你的文件夹 {folder}</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Section 5; the kernels of figure 3 as they form</source>
        <translation>第 5 节；图 3 的卷积核如何形成</translation>
    </message>
    <message>
        <source>The paper's convolutions learn the built-in world, or your class folders, from random weights.</source>
        <translation>论文的卷积层从随机权重开始学习内置图库，或你按类别分好的文件夹。</translation>
    </message>
    <message>
        <source>Peak learning rate: reached after a warm-up, then lowered along a cosine.</source>
        <translation>学习率的峰值：预热后达到，然后沿余弦下降。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Length of the schedule; afterwards the rate stays at its end.</source>
        <translation>学习率计划的长度；之后学习率保持在终值。</translation>
    </message>
    <message>
        <source>Side of the pictures it learns from.</source>
        <translation>学习所用图片的边长。</translation>
    </message>
    <message>
        <source>Section 3.4; a residual net learning from scratch</source>
        <translation>第 3.4 节；残差网络从零开始学习</translation>
    </message>
    <message>
        <source>An 18-layer residual net of half the width learns the built-in world, or your class folders.</source>
        <translation>一个宽度减半的 18 层残差网络学习内置图库，或你按类别分好的文件夹。</translation>
    </message>
    <message>
        <source>First-layer kernels</source>
        <translation>第一层卷积核</translation>
    </message>
    <message>
        <source>training batches</source>
        <translation>训练批次</translation>
    </message>
    <message>
        <source>top-1</source>
        <translation>top-1</translation>
    </message>
    <message>
        <source>top-5</source>
        <translation>top-5</translation>
    </message>
    <message>
        <source>Held-out pictures</source>
        <translation>保留的图片</translation>
    </message>
    <message>
        <source>{} of {} right</source>
        <translation>{1} 张中对了 {0} 张</translation>
    </message>
    <message>
        <source>Press Train: the recipe of the built-in weights, live. A folder of class folders works as well.</source>
        <translation>按“训练”：现场运行内置权重的训练方法。按类别分好的文件夹也可以。</translation>
    </message>
    <message>
        <source>The loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>AlexNet, trained on the built-in world</source>
        <translation>AlexNet，在内置图库上训练</translation>
    </message>
    <message>
        <source>ResNet-18 of half the width, trained on the built-in world</source>
        <translation>宽度减半的 ResNet-18，在内置图库上训练</translation>
    </message>
    <message>
        <source>{} layers</source>
        <translation>{} 层</translation>
    </message>
    <message>
        <source>3 × 3, as torchvision</source>
        <translation>3 × 3 上，同 torchvision</translation>
    </message>
    <message>
        <source>3 × 3, for small pictures</source>
        <translation>3 × 3，用于小图片</translation>
    </message>
    <message>
        <source>7 × 7 and pooling</source>
        <translation>7 × 7 加池化</translation>
    </message>
    <message>
        <source>A plain net is the same without shortcuts, as in figure 3.</source>
        <translation>普通网络就是去掉捷径的同一个网络，见图 3。</translation>
    </message>
    <message>
        <source>Beyond the paper: Veit et al., 2016, section 4.1 and figure 3</source>
        <translation>论文之外：Veit 等，2016，第 4.1 节和图 3</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>块数</translation>
    </message>
    <message>
        <source>Blocks in each stage, with commas between; each stage but the first halves the side.</source>
        <translation>每个阶段的块数，用逗号隔开；除第一个阶段外，每个阶段边长减半。</translation>
    </message>
    <message>
        <source>Click a block to switch its branch off, or the line over it to cut its shortcut. Which is missed more?</source>
        <translation>点方框关掉它的分支，点上方的线切断捷径。哪一个损失更大？</translation>
    </message>
    <message>
        <source>Every layer</source>
        <translation>列出所有层</translation>
    </message>
    <message>
        <source>Figure 5.</source>
        <translation>图 5。</translation>
    </message>
    <message>
        <source>How many held-out pictures the net is judged by, whole and cut.</source>
        <translation>用多少张保留图片评判手术前后的网络。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>LRN</source>
        <translation>LRN 归一化</translation>
    </message>
    <message>
        <source>Layer by layer</source>
        <translation>逐层清单</translation>
    </message>
    <message>
        <source>List norms and activations, too.</source>
        <translation>归一化和激活也列出来。</translation>
    </message>
    <message>
        <source>List norms, activations and dropout, too.</source>
        <translation>归一化、激活和 dropout 也列出来。</translation>
    </message>
    <message>
        <source>Maps of the first stage's 3 × 3 convolutions; every stage has twice as many.</source>
        <translation>第一个阶段 3 × 3 卷积的特征图数；以后每个阶段加倍。</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Of the square picture.</source>
        <translation>正方形图片的边长。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关掉</translation>
    </message>
    <message>
        <source>One of Table 1, or any net that you put together.</source>
        <translation>表 1 中的一个，或者你自己搭的任何网络。</translation>
    </message>
    <message>
        <source>Outputs.</source>
        <translation>输出个数。</translation>
    </message>
    <message>
        <source>Section 3.3: the paper's nets of 50 and more layers use B.</source>
        <translation>第 3.3 节：论文中 50 层及以上的网络用 B。</translation>
    </message>
    <message>
        <source>Section 4.1</source>
        <translation>第 4.1 节</translation>
    </message>
    <message>
        <source>Section 4.2</source>
        <translation>第 4.2 节</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>边长</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>Stride on</source>
        <translation>步长在</translation>
    </message>
    <message>
        <source>Surgery</source>
        <translation>手术</translation>
    </message>
    <message>
        <source>Switch blocks or shortcuts of a trained net off, and see what it still knows.</source>
        <translation>关掉训练好的网络里的块或捷径，看它还认得什么。</translation>
    </message>
    <message>
        <source>Table 1</source>
        <translation>表 1</translation>
    </message>
    <message>
        <source>Table 1, figures 3 and 5</source>
        <translation>表 1、图 3 和图 5</translation>
    </message>
    <message>
        <source>The paper's net, or the one of 2014 that torchvision publishes.</source>
        <translation>论文的网络，或者 torchvision 发布的 2014 年版本。</translation>
    </message>
    <message>
        <source>What comes before the first block: for ImageNet, or as in section 4.2.</source>
        <translation>第一个块之前的部分：用于 ImageNet，或如第 4.2 节。</translation>
    </message>
    <message>
        <source>What every layer of a net puts out, learns and computes: the paper's five, and any that you compose.</source>
        <translation>网络每一层输出、学习和计算多少：论文的五个网络，以及你自己搭的任何网络。</translation>
    </message>
    <message>
        <source>What every layer of the net puts out, learns and computes, and how little of it is convolution.</source>
        <translation>网络每一层输出、学习和计算多少，以及其中卷积占得多么少。</translation>
    </message>
    <message>
        <source>What is switched off: blocks such as layer2.0, shortcuts such as layer3.1:shortcut. Click them to switch.</source>
        <translation>关掉了什么：块如 layer2.0，捷径如 layer3.1:shortcut。直接点图也可以。</translation>
    </message>
    <message>
        <source>Where the numbers are learned and where the time goes: seldom in the same layers.</source>
        <translation>参数在哪里，时间花在哪里：很少是同样的层。</translation>
    </message>
    <message>
        <source>Which convolution of a bottleneck halves the side. The paper's is cheaper.</source>
        <translation>瓶颈块里由哪个卷积把边长减半。论文的做法更省。</translation>
    </message>
    <message>
        <source>basic: 3 × 3, 3 × 3</source>
        <translation>基本块：3 × 3、3 × 3</translation>
    </message>
    <message>
        <source>bottleneck: 1 × 1, 3 × 3, 1 × 1</source>
        <translation>瓶颈块：1 × 1、3 × 3、1 × 1</translation>
    </message>
    <message>
        <source>first 1 × 1, as the paper</source>
        <translation>第一个 1 × 1 上，同论文</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>the paper's, two towers</source>
        <translation>论文的，两个塔</translation>
    </message>
    <message>
        <source>torchvision's, one tower</source>
        <translation>torchvision 的，一个塔</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>自己搭</translation>
    </message>
    <message>
        <source>The net</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>{} switched off</source>
        <translation>关掉了 {} 处</translation>
    </message>
    <message>
        <source>click a block, or the way around it, to switch it off</source>
        <translation>点方框或绕过它的线来关掉</translation>
    </message>
    <message>
        <source>What it sees</source>
        <translation>它看到什么</translation>
    </message>
    <message>
        <source>mark: the whole net</source>
        <translation>刻度线：完整网络</translation>
    </message>
    <message>
        <source>whole net</source>
        <translation>完整网络</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效果</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>量</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>术后</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>score: {label}</source>
        <translation>得分：{label}</translation>
    </message>
    <message>
        <source>its probability (%)</source>
        <translation>它的概率（%）</translation>
    </message>
    <message>
        <source>right answers (%)</source>
        <translation>答对（%）</translation>
    </message>
    <message>
        <source>unchanged answers (%)</source>
        <translation>答案不变（%）</translation>
    </message>
    <message>
        <source>right answers</source>
        <translation>答对</translation>
    </message>
    <message>
        <source>unchanged answers</source>
        <translation>答案不变</translation>
    </message>
    <message>
        <source>Without one branch F or shortcut x (%)</source>
        <translation>去掉一个分支 F 或捷径 x（%）</translation>
    </message>
    <message>
        <source>p: {label} · ✓: right answers</source>
        <translation>p：{label} · ✓：答对</translation>
    </message>
    <message>
        <source>p: {label} · ✓: unchanged answers</source>
        <translation>p：{label} · ✓：答案不变</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>变了</translation>
    </message>
    <message>
        <source>Without one</source>
        <translation>去掉一处</translation>
    </message>
    <message>
        <source>branch F off</source>
        <translation>分支 F 关</translation>
    </message>
    <message>
        <source>shortcut x off</source>
        <translation>捷径 x 关</translation>
    </message>
    <message>
        <source>shortcut</source>
        <translation>捷径</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>{} of {} pictures</source>
        <translation>{} / {} 张图片</translation>
    </message>
    <message>
        <source>{} pictures of {source}</source>
        <translation>{source}的 {} 张图片</translation>
    </message>
    <message>
        <source>A shortcut is missed more than a branch: with one block's branch off, the others go on.</source>
        <translation>关掉捷径比关掉分支损失更大：关掉一个块的分支，其余的照常工作。</translation>
    </message>
    <message>
        <source>right answers: {} % of {} pictures; median with one branch off {} %, with one shortcut off {} %.</source>
        <translation>答对：{1} 张图片中的 {0} %；关掉一个分支时中位数 {2} %，关掉一条捷径时 {3} %。</translation>
    </message>
    <message>
        <source>unchanged answers: {} % of {} pictures; median with one branch off {} %, with one shortcut off {} %.</source>
        <translation>答案不变：{1} 张图片中的 {0} %；关掉一个分支时中位数 {2} %，关掉一条捷径时 {3} %。</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>made of</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>neurons</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>块</translation>
    </message>
    <message>
        <source>published</source>
        <translation>公布值</translation>
    </message>
    <message>
        <source>average, linear</source>
        <translation>平均，全连接</translation>
    </message>
    <message>
        <source>linear, dropout</source>
        <translation>全连接，dropout</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>pool, {rest}</source>
        <translation>池化，{rest}</translation>
    </message>
    <message>
        <source>{}×{}, {}, stride {}, LRN, pool</source>
        <translation>{}×{}，{}，步长 {}，LRN，池化</translation>
    </message>
    <message>
        <source>{}×{}, {}, {} towers, LRN, pool</source>
        <translation>{}×{}，{}，{} 个塔，LRN，池化</translation>
    </message>
    <message>
        <source>{}×{}, {}, {} towers, pool</source>
        <translation>{}×{}，{}，{} 个塔，池化</translation>
    </message>
    <message>
        <source>{}×{}, {}, {} towers</source>
        <translation>{}×{}，{}，{} 个塔</translation>
    </message>
    <message>
        <source>{}×{}, {}, stride {}, pool</source>
        <translation>{}×{}，{}，步长 {}，池化</translation>
    </message>
    <message>
        <source>{}×{}, {}, pool</source>
        <translation>{}×{}，{}，池化</translation>
    </message>
    <message>
        <source>without {} norms and activations</source>
        <translation>不含 {} 个归一化和激活</translation>
    </message>
    <message>
        <source>multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>{}% in {stage}</source>
        <translation>{}% 在 {stage}</translation>
    </message>
    <message>
        <source>Beside Table 1's nets</source>
        <translation>与表 1 的网络对比</translation>
    </message>
    <message>
        <source>FLOPs are multiply-adds</source>
        <translation>FLOP 指乘加</translation>
    </message>
    <message>
        <source>{} px · blocks of {}×{}, {}×{}</source>
        <translation>{} 像素 · 块为 {}×{}、{}×{}</translation>
    </message>
    <message>
        <source>{} px · blocks of {}×{}, {}×{}, {}×{}</source>
        <translation>{} 像素 · 块为 {}×{}、{}×{}、{}×{}</translation>
    </message>
    <message>
        <source>AlexNet with one tower</source>
        <translation>一个塔的 AlexNet</translation>
    </message>
    <message>
        <source>No weights</source>
        <translation>不用权重</translation>
    </message>
    <message>
        <source>counted from shapes alone</source>
        <translation>只按形状计数</translation>
    </message>
    <message>
        <source>Table 1: a net of {} layers takes {} billion multiply-adds.</source>
        <translation>表 1：{} 层的网络需要 {}×10⁹ 次乘加。</translation>
    </message>
    <message>
        <source>{} billion here, {}% of VGG-16's {} billion.</source>
        <translation>这里是 {0}×10⁹ 次，是 VGG-16 的 {2}×10⁹ 次的 {1}%。</translation>
    </message>
    <message>
        <source>Abstract: {} million parameters and {},{} neurons.</source>
        <translation>摘要：{} 百万个参数和 {},{} 个神经元。</translation>
    </message>
    <message>
        <source>{},{},{} parameters, {}% of them fully connected, and {},{} neurons, {},{} of them in conv1, where the paper counts {},{}.</source>
        <translation>{},{},{} 个参数，其中 {}% 在全连接层；{},{} 个神经元，其中 conv1 有 {},{} 个，论文写的是 {},{} 个。</translation>
    </message>
    <message>
        <source>LRN leaves</source>
        <translation>LRN 留下多少</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>relative to their size</source>
        <translation>相对于自身大小</translation>
    </message>
    <message>
        <source>all answer alike</source>
        <translation>回答都一样</translation>
    </message>
    <message>
        <source>{} % training error: ReLU after {} steps, tanh after {} steps, {} times as many</source>
        <translation>训练误差 {} %：ReLU 用了 {} 步，tanh 用了 {} 步，是前者的 {} 倍</translation>
    </message>
    <message>
        <source>{} % training error: ReLU after {} steps, tanh not in {} steps</source>
        <translation>训练误差 {} %：ReLU 用了 {} 步，tanh 在 {} 步内没有达到</translation>
    </message>
    <message>
        <source>gap without and with dropout {} and {} points; training error {} and {} %; held-out error {} and {} %; held-out loss {} and {} nats; {} pictures, {} steps</source>
        <translation>不用与用 dropout 的差距 {} 和 {} 个百分点；训练误差 {} 和 {} %；留出误差 {} 和 {} %；留出损失 {} 和 {} 奈特；{} 张图片，{} 步</translation>
    </message>
    <message>
        <source>{} of {} kernels are structured; mean orientation selectivity {} ({name})</source>
        <translation>{1} 个卷积核中有 {0} 个有结构；方向选择性平均 {2}（{name}）</translation>
    </message>
    <message>
        <source>share of colour in the kernels: {} in the first tower, {} in the second ({name})</source>
        <translation>卷积核中颜色的比例：第一座塔 {}，第二座塔 {}（{name}）</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Pictures with the whole net's answer, which any weights have, or with the right one, where classes fit.</source>
        <translation>答案和完整网络相同的图片（任何权重都能统计），或者类别对得上时答对的图片。</translation>
    </message>
    <message>
        <source>{layer}, {} × {} units: no map of it speaks for this class</source>
        <translation>{layer}，{} × {} 单元：没有一张特征图支持这个类别</translation>
    </message>
    <message>
        <source>The nets of Table 1 take as many multiply-adds as it says, and 152 layers fewer than VGG-16.</source>
        <translation>表 1 的网络的乘加次数与表中一致，152 层也少于 VGG-16。</translation>
    </message>
    <message>
        <source>Table 1 and section 3.3: 1.8, 3.6, 3.8, 7.6 and 11.3 billion; VGG-16 15.3 billion</source>
        <translation>表 1 和第 3.3 节：18、36、38、76 和 113 亿次；VGG-16 为 153 亿次</translation>
    </message>
    <message>
        <source>Not in the paper, which says that shortcuts ease training; Veit et al., 2016, switch off branches alone</source>
        <translation>论文里没有，论文只说捷径让训练更容易；Veit 等（2016）只关掉分支</translation>
    </message>
    <message>
        <source>Any one block can go: most answers stay as they are.</source>
        <translation>任何一个块都可以去掉：大多数答案不变。</translation>
    </message>
    <message>
        <source>Veit et al., 2016, section 4.1 and figure 3: of the 54 blocks of a ResNet-110 nearly any; a VGG net is lost with any one of its layers. The built-in net has 8 blocks; most means half</source>
        <translation>Veit 等，2016，第 4.1 节和图 3：ResNet-110 的 54 个块里几乎任何一个都行；VGG 去掉任何一层就不行了。内置网络有 8 个块；“大多数”指一半</translation>
    </message>
    <message>
        <source>{}% · {name}</source>
        <translation>{}% · {name}</translation>
    </message>
    <message>
        <source>{name} · distance {}</source>
        <translation>{name} · 距离 {}</translation>
    </message>
    <message>
        <source>{name} {}%</source>
        <translation>{name} {}%</translation>
    </message>
    <message>
        <source>For each block</source>
        <translation>每个块用</translation>
    </message>
    <message>
        <source>How many of these pictures are looked at again for every block and every shortcut on its own.</source>
        <translation>逐个试每个块和每条捷径时，用其中多少张图片。</translation>
    </message>
    <message>
        <source>Shuffle and back</source>
        <translation>打乱与还原</translation>
    </message>
    <message>
        <source>The picture as a list of patches: shuffled, cut off, encoded, filled up with mask tokens and put back in order.</source>
        <translation>把图片当作一串图像块：打乱、截断、编码，补上掩码 token，再还原顺序。</translation>
    </message>
    <message>
        <source>Figure 1 and section 3, simple implementation</source>
        <translation>图 1 和第 3 节“简单实现”</translation>
    </message>
    <message>
        <source>{} · Cut</source>
        <translation>{} · 切块</translation>
    </message>
    <message>
        <source>{} · Shuffle</source>
        <translation>{} · 打乱</translation>
    </message>
    <message>
        <source>{} · Encode</source>
        <translation>{} · 编码</translation>
    </message>
    <message>
        <source>{} · Append</source>
        <translation>{} · 补齐</translation>
    </message>
    <message>
        <source>{} · Unshuffle</source>
        <translation>{} · 还原</translation>
    </message>
    <message>
        <source>{} · Decode</source>
        <translation>{} · 解码</translation>
    </message>
    <message>
        <source>{} patches</source>
        <translation>{} 个块</translation>
    </message>
    <message>
        <source>the first {} stay</source>
        <translation>保留前 {} 个</translation>
    </message>
    <message>
        <source>{} tokens</source>
        <translation>{} 个 token</translation>
    </message>
    <message>
        <source>{} mask tokens</source>
        <translation>{} 个掩码 token</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>恢复原来的顺序</translation>
    </message>
    <message>
        <source>{} predicted</source>
        <translation>预测了 {} 个块</translation>
    </message>
    <message>
        <source>place {}: patch {}</source>
        <translation>位置 {}：块 {}</translation>
    </message>
    <message>
        <source>Follow a number: move over a patch, and it is outlined wherever it goes. Grey tiles are mask tokens.</source>
        <translation>跟着一个编号走：鼠标移到一个块上，它在每一步里都会被框出来。灰色的是掩码 token。</translation>
    </message>
    <message>
        <source>Attention inside</source>
        <translation>内部的注意力</translation>
    </message>
    <message>
        <source>What a patch looks at in the encoder, which has the visible ones only, and in the decoder, which has all.</source>
        <translation>一个块在编码器里（只有可见块）和在解码器里（所有块都在）各看哪里。</translation>
    </message>
    <message>
        <source>Not in the paper; figure 1's encoder and decoder</source>
        <translation>论文里没有；看的是图 1 的编码器和解码器</translation>
    </message>
    <message>
        <source>Encoder layer</source>
        <translation>编码器层</translation>
    </message>
    <message>
        <source>Decoder layer</source>
        <translation>解码器层</translation>
    </message>
    <message>
        <source>Encoder head</source>
        <translation>编码器头</translation>
    </message>
    <message>
        <source>Decoder head</source>
        <translation>解码器头</translation>
    </message>
    <message>
        <source>Counted from the picture.</source>
        <translation>从图片一侧数起。</translation>
    </message>
    <message>
        <source>Counted from where mask tokens come in.</source>
        <translation>从掩码 token 加入的地方数起。</translation>
    </message>
    <message>
        <source>A head of that layer, 0 for the mean of all.</source>
        <translation>这一层的一个头；0 表示所有头的平均。</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>removed patch asks</source>
        <translation>提问的块已去掉</translation>
    </message>
    <message>
        <source>visible patch asks</source>
        <translation>提问的块可见</translation>
    </message>
    <message>
        <source>this patch asks</source>
        <translation>由这个块提问</translation>
    </message>
    <message>
        <source>class token asks</source>
        <translation>由类别 token 提问</translation>
    </message>
    <message>
        <source>mask token asks</source>
        <translation>由掩码 token 提问</translation>
    </message>
    <message>
        <source>head {} on the left</source>
        <translation>左边是第 {} 个头</translation>
    </message>
    <message>
        <source>mean on the left</source>
        <translation>左边是平均</translation>
    </message>
    <message>
        <source>Decoder's shares</source>
        <translation>解码器的份额</translation>
    </message>
    <message>
        <source>mark: even</source>
        <translation>刻度线：一视同仁</translation>
    </message>
    <message>
        <source>share of the attention</source>
        <translation>注意力的份额</translation>
    </message>
    <message>
        <source>visible patches</source>
        <translation>可见块</translation>
    </message>
    <message>
        <source>mask tokens</source>
        <translation>掩码 token</translation>
    </message>
    <message>
        <source>all alike</source>
        <translation>一视同仁</translation>
    </message>
    <message>
        <source>Move over the picture: what lights up is what that patch looks at. A removed one is only in the decoder.</source>
        <translation>把鼠标移到图片上：亮起来的就是那个块在看的地方。被去掉的块只在解码器里。</translation>
    </message>
    <message>
        <source>Cost of mask tokens</source>
        <translation>掩码 token 的开销</translation>
    </message>
    <message>
        <source>What a forward pass costs when the encoder skips what is removed, and when it sees mask tokens in its place.</source>
        <translation>编码器跳过被去掉的块，与在那里看掩码 token，一次前向各要多少开销。</translation>
    </message>
    <message>
        <source>Tables 1 (c) and 2; forward passes alone, on this machine</source>
        <translation>表 1 (c) 和表 2；只有前向，在这台机器上</translation>
    </message>
    <message>
        <source>The paper's large one takes minutes and 1.3 GB on a processor.</source>
        <translation>论文的大网络在处理器上要几分钟和 1.3 GB 内存。</translation>
    </message>
    <message>
        <source>the built-in one</source>
        <translation>内置的小网络</translation>
    </message>
    <message>
        <source>Decoder blocks</source>
        <translation>解码器块数</translation>
    </message>
    <message>
        <source>The paper's decoder has 8; table 1 (a) shows that 1 is enough to fine-tune well.</source>
        <translation>论文的解码器有 8 块；表 1 (a) 表明，只用 1 块微调效果就很好。</translation>
    </message>
    <message>
        <source>Share of the patches that is removed. The paper removes three quarters.</source>
        <translation>去掉的块所占的比例。论文去掉四分之三。</translation>
    </message>
    <message>
        <source>In one pass. With a single one, reading the weights takes much of the time.</source>
        <translation>一次前向处理的张数。只有一张时，读取权重要占去不少时间。</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>The fastest of so many counts.</source>
        <translation>测这么多次，取最快的一次。</translation>
    </message>
    <message>
        <source>Counted, {name}</source>
        <translation>计数，{name}</translation>
    </message>
    <message>
        <source>Timed here, {name}</source>
        <translation>本机计时，{name}</translation>
    </message>
    <message>
        <source>{} % removed: {} times cheaper</source>
        <translation>去掉 {} %：相差 {} 倍</translation>
    </message>
    <message>
        <source>{} % removed: being timed</source>
        <translation>去掉 {} %：正在计时</translation>
    </message>
    <message>
        <source>encoder: what is left</source>
        <translation>编码器：只看剩下的</translation>
    </message>
    <message>
        <source>encoder: with mask tokens</source>
        <translation>编码器：带掩码 token</translation>
    </message>
    <message>
        <source>decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>time for one picture</source>
        <translation>一张图片的时间</translation>
    </message>
    <message>
        <source>billion</source>
        <translation>十亿</translation>
    </message>
    <message>
        <source>Saved without mask tokens</source>
        <translation>不放掩码 token 省多少</translation>
    </message>
    <message>
        <source>times cheaper</source>
        <translation>便宜的倍数</translation>
    </message>
    <message>
        <source>encoder, counted</source>
        <translation>编码器，计数</translation>
    </message>
    <message>
        <source>with decoder, counted</source>
        <translation>连同解码器，计数</translation>
    </message>
    <message>
        <source>with decoder, timed</source>
        <translation>连同解码器，计时</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>去掉的比例</translation>
    </message>
    <message>
        <source>Without and with mask tokens</source>
        <translation>不放与放掩码 token</translation>
    </message>
    <message>
        <source>encoder and decoder</source>
        <translation>编码器和解码器</translation>
    </message>
    <message>
        <source>without</source>
        <translation>不放</translation>
    </message>
    <message>
        <source>with</source>
        <translation>放</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>ratios</source>
        <translation>个比例</translation>
    </message>
    <message>
        <source>Table {} (c): with mask tokens in the encoder, ViT-L needs {} times the FLOPs.</source>
        <translation>表 {} (c)：编码器里放掩码 token，ViT-L 的计算量是 {} 倍。</translation>
    </message>
    <message>
        <source>Counted for a forward pass at {} % removed: {} times.</source>
        <translation>按一次前向计数，去掉 {} % 时为 {} 倍。</translation>
    </message>
    <message>
        <source>The encoder does most of the work. Fed a quarter of the patches, it does about a quarter of it.</source>
        <translation>大部分计算在编码器里。只喂四分之一的块，它的计算量也就约为四分之一。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>特征地图</translation>
    </message>
    <message>
        <source>Pictures as points in the plane: near each other when their features are alike.</source>
        <translation>把图片画成平面上的点：特征相似的图片靠在一起。</translation>
    </message>
    <message>
        <source>Section 4, the features that are transferred, as a map</source>
        <translation>第 4 节：可迁移的特征，画成一张地图</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>What describes a picture. The pictures stay the same: see them travel when another network looks at them.</source>
        <translation>用什么来描述一张图片。图片不变：换一个网络来看，点就会移动。</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>t-SNE keeps neighbours together and is worked out before your eyes; PCA is a straight projection.</source>
        <translation>t-SNE 让近邻靠在一起，就在您眼前一步步算出来；PCA 是一次线性投影。</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>图片集</translation>
    </message>
    <message>
        <source>Pictures of the built-in world. A folder takes their place; the folders in it are the categories.</source>
        <translation>内置图库的图片。选了文件夹就用文件夹里的；里面的子文件夹就是类别。</translation>
    </message>
    <message>
        <source>Cut-outs and photographs</source>
        <translation>抠图和照片</translation>
    </message>
    <message>
        <source>Cut-outs</source>
        <translation>抠图</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Composites</source>
        <translation>合成图</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Built-in networks never saw what is held out.</source>
        <translation>内置网络从没见过留出的图片。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练用过的</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出的</translation>
    </message>
    <message>
        <source>Held-out names</source>
        <translation>留出的名称</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>How many pictures at most. Of composites there are as many as you like.</source>
        <translation>最多用多少张图片。合成图要多少有多少。</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>About how many neighbours of a point t-SNE tries to keep near it.</source>
        <translation>t-SNE 大约让一个点的多少个近邻留在它附近。</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>近邻数</translation>
    </message>
    <message>
        <source>How many of the most alike pictures are shown, and vote for the category of the chosen one.</source>
        <translation>显示多少张最相似的图片，并由它们为所选图片的类别投票。</translation>
    </message>
    <message>
        <source>The picture whose neighbours are shown: click a point.</source>
        <translation>显示哪张图片的近邻：点击一个点。</translation>
    </message>
    <message>
        <source>ResNet, supervised</source>
        <translation>ResNet（有监督）</translation>
    </message>
    <message>
        <source>AlexNet, supervised</source>
        <translation>AlexNet（有监督）</translation>
    </message>
    <message>
        <source>Raw pixels</source>
        <translation>原始像素</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>随机权重</translation>
    </message>
    <message>
        <source>Near means alike to the network. Zoom in; click for neighbours, double-click to open, drag with Shift to list; then switch features.</source>
        <translation>离得近就是网络觉得相像。放大；单击看近邻，双击打开，按住 Shift 圈选列出；再换一种特征。</translation>
    </message>
    <message>
        <source>Accuracy needs categories: folders in the folder</source>
        <translation>要有类别才能算准确率：请在文件夹里放子文件夹</translation>
    </message>
    <message>
        <source>t-SNE · iteration {} of {}</source>
        <translation>t-SNE · 第 {} 次迭代，共 {} 次</translation>
    </message>
    <message>
        <source>t-SNE · perplexity {}</source>
        <translation>t-SNE · 困惑度 {}</translation>
    </message>
    <message>
        <source>PCA · {}% of the variance</source>
        <translation>PCA · 占方差的 {}%</translation>
    </message>
    <message>
        <source>Most alike</source>
        <translation>最相似的</translation>
    </message>
    <message>
        <source>{} of {} share its category</source>
        <translation>{1} 张里有 {0} 张同类</translation>
    </message>
    <message>
        <source>✓ {} {name}</source>
        <translation>✓ {} {name}</translation>
    </message>
    <message>
        <source>✗ {} {name}</source>
        <translation>✗ {} {name}</translation>
    </message>
    <message>
        <source>k-NN accuracy</source>
        <translation>k 近邻准确率</translation>
    </message>
    <message>
        <source>by chance</source>
        <translation>随机水平</translation>
    </message>
    <message>
        <source>{} pictures · {} vote</source>
        <translation>{} 张图片 · {} 个近邻投票</translation>
    </message>
    <message>
        <source>{} held out · {} vote</source>
        <translation>{} 张留出图片 · {} 个近邻投票</translation>
    </message>
    <message>
        <source>{} pictures, most seen in training · {} vote</source>
        <translation>{} 张图片，多数训练时见过 · {} 个近邻投票</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>pixel values, no network</source>
        <translation>像素值，不用网络</translation>
    </message>
    <message>
        <source>composites of the built-in world</source>
        <translation>内置图库的合成图</translation>
    </message>
    <message>
        <source>Only {} pictures can be read in {where}; a layout needs {}.</source>
        <translation>{where}里只有 {} 张图片可以读取；布局至少要 {} 张。</translation>
    </message>
    <message>
        <source>Choose more pictures, another split or another folder.</source>
        <translation>请选更多图片、另一种划分或另一个文件夹。</translation>
    </message>
    <message>
        <source>The built-in world has no such pictures.</source>
        <translation>内置图库里没有这样的图片。</translation>
    </message>
    <message>
        <source>Choose another split or other pictures.</source>
        <translation>请选另一种划分或其他图片。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Painted</source>
        <translation>手绘</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Mask no.</source>
        <translation>掩码编号</translation>
    </message>
    <message>
        <source>Painted mask</source>
        <translation>手绘的掩码</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Normalised patches</source>
        <translation>归一化的块</translation>
    </message>
    <message>
        <source>How patches are chosen: each by chance, in blocks, all but a regular grid, or as you paint them.</source>
        <translation>怎样选块：逐个随机、成块、只留规则的网格，或者照你涂的。</translation>
    </message>
    <message>
        <source>Share of the patches that the network does not see. The paper removes three quarters.</source>
        <translation>网络看不到的块占多少。论文去掉四分之三。</translation>
    </message>
    <message>
        <source>Which mask of its kind: the same number gives the same mask on every picture and at every visit.</source>
        <translation>这一类掩码中的哪一个：编号相同，在任何图片上、任何时候都是同一个掩码。</translation>
    </message>
    <message>
        <source>What you painted: rows x columns, and a bit for each patch in hexadecimal.</source>
        <translation>你涂的掩码：行数 x 列数，再加上每个块一位的十六进制数。</translation>
    </message>
    <message>
        <source>Colours as they are, or each patch less the original's mean and over its deviation. A network that was trained on normalised patches never learned the two, so that the original's are lent to it to show colours.</source>
        <translation>颜色本身，或者每个块减去原图的均值再除以标准差。按归一化的块训练的网络没有学过这两个数，要显示颜色就得借用原图的。</translation>
    </message>
    <message>
        <source>Mask and reconstruct</source>
        <translation>遮住与重建</translation>
    </message>
    <message>
        <source>What the network makes of a picture of which it sees a part, and how far off it is in every patch.</source>
        <translation>只看到图片的一部分时，网络把它补成什么样，每个块差多少。</translation>
    </message>
    <message>
        <source>Paint over the left picture to remove patches; the right button gives them back. The network fills the gaps.</source>
        <translation>在左边的图片上涂抹，去掉图像块；用右键恢复。网络会把缺口补上。</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>遮住之后</translation>
    </message>
    <message>
        <source>{} of {} patches removed</source>
        <translation>{1} 个块去掉了 {0} 个</translation>
    </message>
    <message>
        <source>{} × {} px, patches of {}</source>
        <translation>{} × {} 像素，块边长 {}</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>as predicted, normalised</source>
        <translation>直接的预测，归一化的</translation>
    </message>
    <message>
        <source>the original's means and deviations lent to it</source>
        <translation>借用了原图的均值和标准差</translation>
    </message>
    <message>
        <source>predicted as colours, normalised afterwards</source>
        <translation>预测的是颜色，之后归一化</translation>
    </message>
    <message>
        <source>each patch less its mean, over its deviation</source>
        <translation>每个块减去均值，除以标准差</translation>
    </message>
    <message>
        <source>Open in Mask and reconstruct</source>
        <translation>在“遮住与重建”里打开</translation>
    </message>
    <message>
        <source>nothing was removed</source>
        <translation>没有去掉任何块</translation>
    </message>
    <message>
        <source>per patch</source>
        <translation>每块</translation>
    </message>
    <message>
        <source>RMS error</source>
        <translation>均方根误差</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>deviations of the patch</source>
        <translation>块的标准差</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>white is {}</source>
        <translation>白色为 {}</translation>
    </message>
    <message>
        <source>variance is {}</source>
        <translation>方差为 {}</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Ratios and masks</source>
        <translation>比例与掩码</translation>
    </message>
    <message>
        <source>One picture with more and more of it removed, or other patches of it, and what stays the same.</source>
        <translation>同一张图片，去掉的越来越多，或者换别的块去掉；看看什么保持不变。</translation>
    </message>
    <message>
        <source>Figure {}; the spread is not in the paper</source>
        <translation>图 {}；论文里没有离散程度</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What changes from column to column: the share that is removed, or which patches are.</source>
        <translation>各列之间变的是什么：去掉的比例，还是去掉哪些块。</translation>
    </message>
    <message>
        <source>Share removed</source>
        <translation>去掉的比例</translation>
    </message>
    <message>
        <source>Other masks</source>
        <translation>换掩码</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩码数</translation>
    </message>
    <message>
        <source>How many masks the spread is taken over.</source>
        <translation>离散程度用多少个掩码来算。</translation>
    </message>
    <message>
        <source>Below what the network fills in when more and more is removed. Click a column to take its spread over masks.</source>
        <translation>下排是去掉得越来越多时网络补出来的。点一列，看它随掩码的离散程度。</translation>
    </message>
    <message>
        <source>More and more removed</source>
        <translation>去掉的越来越多</translation>
    </message>
    <message>
        <source>Other patches removed</source>
        <translation>去掉别的块</translation>
    </message>
    <message>
        <source>error: mean squared, on what was removed; white is {}</source>
        <translation>误差：被去掉部分上的均方误差，白色为 {}</translation>
    </message>
    <message>
        <source>no. {}</source>
        <translation>第 {} 号</translation>
    </message>
    <message>
        <source>error {}</source>
        <translation>误差 {}</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>选中的</translation>
    </message>
    <message>
        <source>{} % removed · no. {}</source>
        <translation>去掉 {} % · 第 {} 号</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>over {} masks</source>
        <translation>{} 个掩码</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散程度</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>masks</source>
        <translation>个掩码</translation>
    </message>
    <message>
        <source>Weights side by side</source>
        <translation>权重并排</translation>
    </message>
    <message>
        <source>What each set of weights makes of the same picture with the same mask, and how far off it is.</source>
        <translation>同一张图片、同一个掩码，每套权重补出什么，差多少。</translation>
    </message>
    <message>
        <source>Not in the paper: figure {} with several networks</source>
        <translation>论文里没有：相当于几个网络的图 {}</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略去的</translation>
    </message>
    <message>
        <source>Names of the weights that are left out, with commas between. A click on a line of the table changes it.</source>
        <translation>略去的权重的名称，用逗号分隔。点表格的一行即可改变。</translation>
    </message>
    <message>
        <source>One picture, one mask, several networks. Click a line of the table to leave one out, and paint the mask.</source>
        <translation>一张图片，一个掩码，几个网络。点表格的一行略去一个，也可以涂掩码。</translation>
    </message>
    <message>
        <source>Reconstructions</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>with what was visible, and alone</source>
        <translation>与可见块拼合，以及单独的预测</translation>
    </message>
    <message>
        <source>click a line to leave it out or bring it back</source>
        <translation>点一行略去它，或者恢复</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已略去</translation>
    </message>
    <message>
        <source>not on this machine</source>
        <translation>不在这台机器上</translation>
    </message>
    <message>
        <source>sets of weights</source>
        <translation>套权重</translation>
    </message>
    <message>
        <source>None of the sets of weights is shown. Click a line of the table to bring one back.</source>
        <translation>没有显示任何一套权重。点表格的一行恢复一套。</translation>
    </message>
    <message>
        <source>Against inpainting</source>
        <translation>与修补法比较</translation>
    </message>
    <message>
        <source>The network beside OpenCV's inpainting and the mean colour: on this picture, and on held-out photographs.</source>
        <translation>网络与 OpenCV 的修补法、平均颜色相比：在这张图片上，以及在没有用来训练的照片上。</translation>
    </message>
    <message>
        <source>Not in the paper: what one would use instead</source>
        <translation>论文里没有：不用网络时会用的办法</translation>
    </message>
    <message>
        <source>What a program without a network would fill in. Below {} in the plot, MAE is nearer to the truth.</source>
        <translation>没有网络的程序会补出什么。曲线低于 {} 时，MAE 更接近真相。</translation>
    </message>
    <message>
        <source>Filled in</source>
        <translation>补出的结果</translation>
    </message>
    <message>
        <source>mean colour · {}</source>
        <translation>平均颜色 · {}</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>MSE ({}⁻³)</source>
        <translation>均方误差 ({}⁻³)</translation>
    </message>
    <message>
        <source>{} of {} photographs</source>
        <translation>{1} 张照片中的 {0} 张</translation>
    </message>
    <message>
        <source>mean colour</source>
        <translation>平均颜色</translation>
    </message>
    <message>
        <source>MAE's error over theirs</source>
        <translation>MAE 的误差与它们之比</translation>
    </message>
    <message>
        <source>below {}, MAE is nearer to the truth</source>
        <translation>低于 {} 时 MAE 更接近真相</translation>
    </message>
    <message>
        <source>over Telea</source>
        <translation>比 Telea</translation>
    </message>
    <message>
        <source>over Navier–Stokes</source>
        <translation>比 Navier–Stokes</translation>
    </message>
    <message>
        <source>over mean colour</source>
        <translation>比平均颜色</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>相等</translation>
    </message>
    <message>
        <source>ratio of errors</source>
        <translation>误差之比</translation>
    </message>
    <message>
        <source>held-out photographs</source>
        <translation>张没有训练过的照片</translation>
    </message>
    <message>
        <source>It fills gaps better than OpenCV's inpainting and than the mean colour.</source>
        <translation>它补缺口比 OpenCV 的修补法好，也比平均颜色好。</translation>
    </message>
    <message>
        <source>{} % removed, {} held-out photographs: {} of Telea, {} of Navier–Stokes, {} of mean colour</source>
        <translation>去掉 {} %，{} 张没有训练过的照片：是 Telea 的 {} 倍、Navier–Stokes 的 {} 倍、平均颜色的 {} 倍</translation>
    </message>
    <message>
        <source>Plain colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>In blocks</source>
        <translation>成块</translation>
    </message>
    <message>
        <source>Masked autoencoders</source>
        <translation>掩码自编码器</translation>
    </message>
    <message>
        <source>How patches are chosen: each by chance, in blocks, or all but a regular grid.</source>
        <translation>怎样选块：逐个随机、成块，或者只留规则的网格。</translation>
    </message>
    <message>
        <source>t-SNE needs the package openTSNE, which is not installed.</source>
        <translation>t-SNE 需要 openTSNE 包，它没有安装。</translation>
    </message>
    <message>
        <source>Choose PCA, or: pip install openTSNE</source>
        <translation>请选 PCA，或者：pip install openTSNE</translation>
    </message>
    <message>
        <source>25, 50, 75 and 90 % removed</source>
        <translation>拿走 25、50、75 和 90 %</translation>
    </message>
    <message>
        <source>A cut-out of the world is shown in two scenes, so that its two views have nothing but the thing in common. Off, both are of one picture, as in the paper.</source>
        <translation>世界里的抠图放进两个场景，两个视图只有这件东西相同。关掉时，两个视图来自同一张图片，与论文一样。</translation>
    </message>
    <message>
        <source>A small autoencoder learns to fill in what is removed from the built-in world's pictures, or your folder's.</source>
        <translation>一个小自编码器学着补上内置世界或你文件夹的图片中被拿走的部分。</translation>
    </message>
    <message>
        <source>A small residual net learns to tell the built-in world's pictures apart, or your folder's, without any label.</source>
        <translation>一个小残差网络不用任何标签，学着分辨内置世界或你文件夹的图片。</translation>
    </message>
    <message>
        <source>Algorithm 1; section 3</source>
        <translation>算法 1；第 3 节</translation>
    </message>
    <message>
        <source>Augmentation of version 1 or 2 of the paper; 2 adds blur and changes hue less.</source>
        <translation>论文第一版或第二版的增强；第二版加上模糊，色相变化更小。</translation>
    </message>
    <message>
        <source>Each query should find the key of its other view among all that wait in the queue. Turn momentum to 0.</source>
        <translation>每个查询都要在队列里找到自己另一个视图的键。试试把动量调到 0。</translation>
    </message>
    <message>
        <source>Figures 5 and 6, table 1 (c)</source>
        <translation>图 5、图 6，表 1 (c)</translation>
    </message>
    <message>
        <source>How slowly the key encoder follows. At 0 it is a copy, and keys in the queue are soon of no use.</source>
        <translation>键编码器跟得多慢。为 0 时它就是副本，队列里的键很快失效。</translation>
    </message>
    <message>
        <source>It only ever sees what is left, and is asked for the rest. Remove more or less of it while it learns.</source>
        <translation>它只看得到剩下的部分，却要答出其余。边学边改拿走的多少。</translation>
    </message>
    <message>
        <source>Keys are grouped differently from queries for batch norm, whose statistics would tell the positive.</source>
        <translation>批归一化时，键与查询的分组不同，否则统计量会泄露正样本。</translation>
    </message>
    <message>
        <source>Keys in the dictionary. A queue that grows starts with random keys in its new places.</source>
        <translation>字典里的键数。队列变长时，新位置先放随机键。</translation>
    </message>
    <message>
        <source>Mask tokens in the encoder</source>
        <translation>编码器带掩码 token</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>掩码方式</translation>
    </message>
    <message>
        <source>MoCo v1</source>
        <translation>MoCo v1</translation>
    </message>
    <message>
        <source>MoCo v2</source>
        <translation>MoCo v2</translation>
    </message>
    <message>
        <source>Normalised</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Predict pixels as they are, or each patch less its own mean and over its own deviation.</source>
        <translation>预测原样的像素，或每块减去自己的均值再除以标准差。</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Section 3 and appendix A; figure 6</source>
        <translation>第 3 节和附录 A；图 6</translation>
    </message>
    <message>
        <source>Share of the patches that is removed, unless ratios are compared.</source>
        <translation>拿走的块所占的比例；比较不同比例时不用。</translation>
    </message>
    <message>
        <source>Share of the patches that the encoder does not see. The paper removes three quarters.</source>
        <translation>编码器看不到的块所占的比例。论文拿走四分之三。</translation>
    </message>
    <message>
        <source>Share of the picture that a view shows at least. The paper's is 0.2.</source>
        <translation>一个视图至少显示图片的多大部分。论文为 0.2。</translation>
    </message>
    <message>
        <source>Shuffling BN</source>
        <translation>打乱 BN</translation>
    </message>
    <message>
        <source>Similarities are divided by it: the lower, the more the most similar keys alone count.</source>
        <translation>相似度除以它：越低，越只有最相似的键起作用。</translation>
    </message>
    <message>
        <source>Small autoencoders learn from the same pictures; what differs is which patches are removed, or how many.</source>
        <translation>几个小自编码器学同样的图片；不同的是拿走哪些块，或拿走多少。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The encoder sees a mask token for each removed patch too. It costs far more, and the paper found it worse.</source>
        <translation>编码器对每个被拿走的块也看一个掩码 token。代价大得多，论文发现效果也更差。</translation>
    </message>
    <message>
        <source>The same pictures, other masks. Whose features tell things apart, and what does a picture cost?</source>
        <translation>同样的图片，不同的掩码。谁的特征更能分辨东西，一张图片又要算多少？</translation>
    </message>
    <message>
        <source>Two scenes</source>
        <translation>两个场景</translation>
    </message>
    <message>
        <source>random, block, grid</source>
        <translation>随机、成片、网格</translation>
    </message>
    <message>
        <source>samplings and mask tokens</source>
        <translation>采样方式和掩码 token</translation>
    </message>
    <message>
        <source>without and with mask tokens</source>
        <translation>不带与带掩码 token</translation>
    </message>
    <message>
        <source>Loss on removed patches</source>
        <translation>被拿走的块上的损失</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>平方误差</translation>
    </message>
    <message>
        <source>What its features are good for</source>
        <translation>特征有多大用处</translation>
    </message>
    <message>
        <source>Held-out accuracy</source>
        <translation>留出集准确率</translation>
    </message>
    <message>
        <source>linear probe</source>
        <translation>线性探针</translation>
    </message>
    <message>
        <source>nearest neighbours</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机猜</translation>
    </message>
    <message>
        <source>{} of {} patches removed · squared error {}</source>
        <translation>拿走 {} / {} 块 · 平方误差 {}</translation>
    </message>
    <message>
        <source>A held-out picture</source>
        <translation>留出的一张图片</translation>
    </message>
    <message>
        <source>what each sees, and below what it makes of it</source>
        <translation>各自看到的，和下面补出的</translation>
    </message>
    <message>
        <source>with mask tokens</source>
        <translation>带掩码 token</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>{}% removed</source>
        <translation>拿走 {}%</translation>
    </message>
    <message>
        <source>work</source>
        <translation>计算量</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>neighbours</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>Linear probe</source>
        <translation>线性探针</translation>
    </message>
    <message>
        <source>above queries, below their keys</source>
        <translation>上面是查询，下面是它们的键</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>newest to oldest of {} keys</source>
        <translation>共 {} 个键，从最新到最老</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>initial</source>
        <translation>初始</translation>
    </message>
    <message>
        <source>{} old</source>
        <translation>{} 步前</translation>
    </message>
    <message>
        <source>Logits of one query</source>
        <translation>一个查询的 logit</translation>
    </message>
    <message>
        <source>similarity / T</source>
        <translation>相似度 / T</translation>
    </message>
    <message>
        <source>similarity {} to its positive, at most {} to the queue</source>
        <translation>与正键相似度 {}，与队列最多 {}</translation>
    </message>
    <message>
        <source>keys in the queue</source>
        <translation>队列里的键</translation>
    </message>
    <message>
        <source>its positive</source>
        <translation>它的正样本</translation>
    </message>
    <message>
        <source>age of the key</source>
        <translation>键的年龄</translation>
    </message>
    <message>
        <source>What the softmax says</source>
        <translation>softmax 怎么说</translation>
    </message>
    <message>
        <source>query, its positive, its rivals</source>
        <translation>查询、它的正键、它的对手</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>guessing {} · positive first {}%</source>
        <translation>瞎猜 {} · 先找到正样本 {}%</translation>
    </message>
    <message>
        <source>On the sphere</source>
        <translation>在球面上</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>越低越好</translation>
    </message>
    <message>
        <source>alignment</source>
        <translation>对齐度</translation>
    </message>
    <message>
        <source>uniformity</source>
        <translation>均匀度</translation>
    </message>
    <message>
        <source>How stale keys are</source>
        <translation>键有多旧</translation>
    </message>
    <message>
        <source>what was said then, against now</source>
        <translation>当时所说与现在所说之差</translation>
    </message>
    <message>
        <source>keys that are followed</source>
        <translation>被跟踪的键</translation>
    </message>
    <message>
        <source>1 - cosine</source>
        <translation>1 − 余弦</translation>
    </message>
    <message>
        <source>Held-out cut-outs</source>
        <translation>留出的抠图</translation>
    </message>
    <message>
        <source>PCA, {}% of the variance · step {}</source>
        <translation>PCA，解释 {}% 的方差 · 第 {} 步</translation>
    </message>
    <message>
        <source>Drawn after 10 steps</source>
        <translation>10 步之后画出</translation>
    </message>
    <message>
        <source>Measured after 10 steps</source>
        <translation>10 步之后测量</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>An encoder that never sees mask tokens gives features that are no worse.</source>
        <translation>从不看掩码 token 的编码器，特征并不更差。</translation>
    </message>
    <message>
        <source>Table 1 (c), ViT-L after 800 epochs: linear probing 73.5 % without, 59.6 % with; fine-tuning 84.9 and 84.2 %</source>
        <translation>表 1 (c)，ViT-L 训练 800 轮：线性探针不带时 73.5 %，带时 59.6 %；微调 84.9 和 84.2 %</translation>
    </message>
    <message>
        <source>It is far faster, too.</source>
        <translation>它还快得多。</translation>
    </message>
    <message>
        <source>Table 1 (c): 3.3 times fewer FLOPs; table 2: ViT-L trains 2.8 times as fast with 8 decoder blocks and 3.7 times with one; checked as at least 2.5 times</source>
        <translation>表 1 (c)：FLOPs 少到 1/3.3；表 2：ViT-L 用 8 个解码块训练快 2.8 倍，用 1 个快 3.7 倍；这里检查是否至少 2.5 倍</translation>
    </message>
    <message>
        <source>At 75 % removed, random sampling beats block-wise sampling.</source>
        <translation>拿走 75 % 时，随机采样好过成片采样。</translation>
    </message>
    <message>
        <source>Table 1 (f) and figure 6: linear probing 73.5 % random, 63.9 % block-wise</source>
        <translation>表 1 (f) 和图 6：线性探针随机 73.5 %，成片 63.9 %</translation>
    </message>
    <message>
        <source>At 75 % removed, random sampling beats grid-wise sampling.</source>
        <translation>拿走 75 % 时，随机采样好过网格采样。</translation>
    </message>
    <message>
        <source>Table 1 (f) and figure 6: linear probing 73.5 % random, 66.0 % grid-wise</source>
        <translation>表 1 (f) 和图 6：线性探针随机 73.5 %，网格 66.0 %</translation>
    </message>
    <message>
        <source>What is removed can be inferred from what is left better than from its surroundings alone.</source>
        <translation>被拿走的部分可以从剩下的推断出来，比只看周围更准。</translation>
    </message>
    <message>
        <source>Figures 2 to 4: plausible reconstructions of 75 % and more, no number; checked as less error on the removed patches than OpenCV's inpainting, both methods, and the mean colour</source>
        <translation>图 2 至图 4：拿走 75 % 以上仍能合理重建，没有数字；这里检查被拿走的块上误差是否小于 OpenCV 的两种修补和平均颜色</translation>
    </message>
    <message>
        <source>Without momentum it does not train; with a slowly moving key encoder it does.</source>
        <translation>没有动量就训练不起来；键编码器慢慢移动就能行。</translation>
    </message>
    <message>
        <source>Section 4.1, ablation of momentum: fails at 0; 0.9: 55.2 %, 0.99: 57.8 %, 0.999: 59.0 %, 0.9999: 58.9 % of ImageNet, linear; checked as over twice as much found at 0.99 and at 0.999 as at 0</source>
        <translation>第 4.1 节，动量消融：0 时失败；0.9：55.2 %，0.99：57.8 %，0.999：59.0 %，0.9999：58.9 %（ImageNet 线性）；这里检查 0.99 和 0.999 时找到的是否超过 0 时的两倍</translation>
    </message>
    <message>
        <source>A larger dictionary does not hurt.</source>
        <translation>字典更大没有坏处。</translation>
    </message>
    <message>
        <source>Figure 3: all mechanisms gain from a larger K, MoCo up to 65,536; a point less counts as none</source>
        <translation>图 3：K 越大，各种机制都更好，MoCo 一直到 65,536；少一个百分点不算</translation>
    </message>
    <message>
        <source>At the same size, the queue beats the memory bank.</source>
        <translation>大小相同时，队列好过记忆库。</translation>
    </message>
    <message>
        <source>Figure 3 and section 4.1: MoCo 60.6 %, memory bank 58.0 % of ImageNet, linear, with 65,536 keys</source>
        <translation>图 3 和第 4.1 节：65,536 个键时，MoCo 60.6 %，记忆库 58.0 %（ImageNet 线性）</translation>
    </message>
    <message>
        <source>Table 1: 60.6 % of ImageNet, linear, against 1 in 1,000 by chance; checked as over twice as many held-out cut-outs as by raw pixels and by random weights</source>
        <translation>表 1：ImageNet 线性 60.6 %，随机猜是千分之一；这里检查认出的留出抠图是否超过原始像素和随机权重的两倍</translation>
    </message>
    <message>
        <source>{} px</source>
        <translation>{} 像素</translation>
    </message>
    <message>
        <source>mean squared error on what was removed, in {}⁻³</source>
        <translation>被去掉部分上的均方误差，单位 {}⁻³</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Momentum contrast</source>
        <translation>动量对比</translation>
    </message>
    <message>
        <source>Look-up</source>
        <translation>查字典</translation>
    </message>
    <message>
        <source>Mechanisms</source>
        <translation>机制</translation>
    </message>
    <message>
        <source>A query is looked up in a dictionary: which keys are like it, and which share of the softmax does each get.</source>
        <translation>拿查询去查字典：哪些键与它相似，每个键在 softmax 中分到多少。</translation>
    </message>
    <message>
        <source>What each transform does to a picture, and how similar the network finds the result to the original.</source>
        <translation>每种变换对图片做了什么，以及网络认为结果与原图有多相似。</translation>
    </message>
    <message>
        <source>The same small encoder learns with three kinds of dictionary, from the same weights and the same views.</source>
        <translation>同一个小编码器配三种字典学习，初始权重和看到的视图都相同。</translation>
    </message>
    <message>
        <source>Figure {} and equation {}</source>
        <translation>图 {} 与公式 {}</translation>
    </message>
    <message>
        <source>Figures {} and {}; section {}</source>
        <translation>图 {}、图 {}；第 {} 节</translation>
    </message>
    <message>
        <source>Section {}; version {}, table {}</source>
        <translation>第 {} 节；第 {} 版论文，表 {}</translation>
    </message>
    <message>
        <source>{} is your picture; a click on a key looks up that picture instead.</source>
        <translation>{} 是您的图片；点一个键，就改查那张图片。</translation>
    </message>
    <message>
        <source>A factor is drawn from {} less this to {} plus this.</source>
        <translation>系数在 {} 减此值到 {} 加此值之间抽取。</translation>
    </message>
    <message>
        <source>Automatic is what the network was trained at: {} px for the authors' files, {} px for small ones.</source>
        <translation>“自动”就是网络训练时的大小：作者的文件为 {} 像素，小网络为 {} 像素。</translation>
    </message>
    <message>
        <source>As v1</source>
        <translation>同第一版</translation>
    </message>
    <message>
        <source>As v2</source>
        <translation>同第二版</translation>
    </message>
    <message>
        <source>Crop alone</source>
        <translation>只裁剪</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>色相</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>抽取次数</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Smallest crop</source>
        <translation>最小裁剪</translation>
    </message>
    <message>
        <source>Side of a view</source>
        <translation>视图边长</translation>
    </message>
    <message>
        <source>Cut-outs judged</source>
        <translation>评判的抠图数</translation>
    </message>
    <message>
        <source>Deviation of the Gaussian, in pixels of a picture of {}. v2 draws it from {} to {}.</source>
        <translation>高斯核的标准差，按边长 {} 像素的图片计。第二版在 {} 到 {} 之间抽取。</translation>
    </message>
    <message>
        <source>Draw other views of the picture; those in the dictionary stay as they are.</source>
        <translation>换一组这张图片的视图；字典里的视图不变。</translation>
    </message>
    <message>
        <source>How many held-out cut-outs the neighbours' vote tells apart: nine scenes of each.</source>
        <translation>近邻投票要分辨多少个留出抠图，每个有九个场景。</translation>
    </message>
    <message>
        <source>How many keys of other pictures are in the dictionary. The paper has {keys}; a key is made once and kept.</source>
        <translation>字典里有多少个其他图片的键。论文用 {keys} 个；每个键只算一次，之后一直保留。</translation>
    </message>
    <message>
        <source>How many they learn from, again and again. A memory bank has a place for each.</source>
        <translation>反复学习的图片有多少张。memory bank 为每张图片留一个位置。</translation>
    </message>
    <message>
        <source>How many views of each transform are measured. Five of them are shown.</source>
        <translation>每种变换测量多少个视图，其中五个显示出来。</translation>
    </message>
    <message>
        <source>How slowly MoCo's key encoder follows. The paper takes {} over a million steps.</source>
        <translation>MoCo 的键编码器跟随得多慢。论文在一百万步中取 {}。</translation>
    </message>
    <message>
        <source>Keys are what the contrast acts on. Features are what stands before the head, and what is used afterwards.</source>
        <translation>对比作用在键上。特征是头部之前的输出，之后真正拿来用的也是它。</translation>
    </message>
    <message>
        <source>Mechanisms and sizes</source>
        <translation>机制与大小</translation>
    </message>
    <message>
        <source>Momenta of MoCo</source>
        <translation>MoCo 的动量</translation>
    </message>
    <message>
        <source>One difference: where the keys come from. Follow their age and their drift, and what the features become.</source>
        <translation>只有一处不同：键从哪里来。看看键的年龄、漂移，以及特征变得怎样。</translation>
    </message>
    <message>
        <source>One view asks, another of the same picture should answer. Turn the temperature; click a key to look it up.</source>
        <translation>一个视图提问，同一张图片的另一个视图应当来答。转动温度；点一个键，改查那张图片。</translation>
    </message>
    <message>
        <source>What contrast must overlook. The nearer a bar is to the mark, the more that transform looks like another picture.</source>
        <translation>对比学习必须忽略的东西。条越靠近刻线，这种变换就越像换了一张图片。</translation>
    </message>
    <message>
        <source>Peak learning rate of all: reached after a warm-up, then lowered along a cosine.</source>
        <translation>各方共用的最高学习率：预热后达到，再沿余弦下降。</translation>
    </message>
    <message>
        <source>Share of the area that the crop of one size shows.</source>
        <translation>单一大小的裁剪所显示的面积比例。</translation>
    </message>
    <message>
        <source>Share of the colour circle by which hues turn at most. v1 takes {}, v2 {}.</source>
        <translation>色相最多转动色环的多大比例。第一版取 {}，第二版取 {}。</translation>
    </message>
    <message>
        <source>Share of the picture's area that a view shows at least. The paper's is {}.</source>
        <translation>一个视图至少显示图片面积的多大比例。论文取 {}。</translation>
    </message>
    <message>
        <source>Similarities are divided by it before the softmax.</source>
        <translation>相似度在 softmax 之前除以它。</translation>
    </message>
    <message>
        <source>Similarities are divided by it before the softmax: the lower, the fewer keys count. v1 takes {}, v2 {}.</source>
        <translation>相似度在 softmax 之前除以它：越低，起作用的键越少。第一版取 {}，第二版取 {}。</translation>
    </message>
    <message>
        <source>Size of the dictionaries. End-to-end has no more keys than the batch.</source>
        <translation>字典的大小。端到端的键不会多于一批图片。</translation>
    </message>
    <message>
        <source>The three mechanisms at one size; all of them at several sizes, as figure {}; or MoCo at several momenta.</source>
        <translation>同一大小的三种机制；像图 {} 那样的多种大小；或不同动量的 MoCo。</translation>
    </message>
    <message>
        <source>What is done to a picture to make a view of it: as MoCo v1, as v2 with blur and less hue, or the crop alone.</source>
        <translation>怎样把图片变成视图：同 MoCo 第一版，同第二版（加模糊、色相变化较小），或只裁剪。</translation>
    </message>
    <message>
        <source>Whose strength is varied in the plot: click a bar or a tile.</source>
        <translation>图中改变的是哪种变换的强度：点一条或一格来选。</translation>
    </message>
    <message>
        <source>in colour the query's crop, in white the key's</source>
        <translation>彩框是查询的裁剪，白框是键的</translation>
    </message>
    <message>
        <source>positive key</source>
        <translation>正键</translation>
    </message>
    <message>
        <source>the positive key</source>
        <translation>正键</translation>
    </message>
    <message>
        <source>similarity {}</source>
        <translation>相似度 {}</translation>
    </message>
    <message>
        <source>Picture {}</source>
        <translation>第 {} 张图片</translation>
    </message>
    <message>
        <source>Most similar keys</source>
        <translation>最相似的键</translation>
    </message>
    <message>
        <source>Most similar keys · random weights</source>
        <translation>最相似的键 · 随机权重</translation>
    </message>
    <message>
        <source>framed: the positive</source>
        <translation>加框的是正键</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax 概率</translation>
    </message>
    <message>
        <source>all other keys {share} %</source>
        <translation>其余所有键 {share} %</translation>
    </message>
    <message>
        <source>InfoNCE</source>
        <translation>InfoNCE 损失</translation>
    </message>
    <message>
        <source>among {} keys</source>
        <translation>在 {} 个键中</translation>
    </message>
    <message>
        <source>{}, age {}</source>
        <translation>{}，{} 步前</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>batch keys</source>
        <translation>同一批的键</translation>
    </message>
    <message>
        <source>bank</source>
        <translation>记忆库</translation>
    </message>
    <message>
        <source>loss {} nats</source>
        <translation>损失 {} 纳特</translation>
    </message>
    <message>
        <source>As a map</source>
        <translation>作为地图</translation>
    </message>
    <message>
        <source>Logits and drift</source>
        <translation>Logit 与漂移</translation>
    </message>
    <message>
        <source>How the keys drift</source>
        <translation>键怎样漂移</translation>
    </message>
    <message>
        <source>Three mechanisms</source>
        <translation>三种机制</translation>
    </message>
    <message>
        <source>In numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>学得怎样</translation>
    </message>
    <message>
        <source>How good the features become</source>
        <translation>特征变得多好</translation>
    </message>
    <message>
        <source>Learned or not</source>
        <translation>是否学到</translation>
    </message>
    <message>
        <source>By strength</source>
        <translation>按强度</translation>
    </message>
    <message>
        <source>By rank</source>
        <translation>按名次</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>所有键</translation>
    </message>
    <message>
        <source>back to yours</source>
        <translation>回到你的图片</translation>
    </message>
    <message>
        <source>keys that count</source>
        <translation>起作用的键数</translation>
    </message>
    <message>
        <source>rank of the positive</source>
        <translation>正键的名次</translation>
    </message>
    <message>
        <source>InfoNCE loss (nats)</source>
        <translation>InfoNCE 损失（纳特）</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>瞎猜</translation>
    </message>
    <message>
        <source>here</source>
        <translation>这里</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>of {keys}</source>
        <translation>共 {keys} 个</translation>
    </message>
    <message>
        <source>effective keys</source>
        <translation>起作用的键数</translation>
    </message>
    <message>
        <source>Softmax by rank</source>
        <translation>按名次的 softmax</translation>
    </message>
    <message>
        <source>the most similar key first</source>
        <translation>最相似的在前</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>v1, T = {}</source>
        <translation>第一版，T = {}</translation>
    </message>
    <message>
        <source>v2, T = {}</source>
        <translation>第二版，T = {}</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>正键</translation>
    </message>
    <message>
        <source>Similarities</source>
        <translation>相似度分布</translation>
    </message>
    <message>
        <source>of all other keys; the line is the positive</source>
        <translation>所有其他键；竖线是正键</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>键数</translation>
    </message>
    <message>
        <source>Keys that count</source>
        <translation>起作用的键</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>the picture, then {} draws</source>
        <translation>原图，再抽取 {} 次</translation>
    </message>
    <message>
        <source>Similarity to the picture</source>
        <translation>与原图的相似度</translation>
    </message>
    <message>
        <source>Similarity to the picture · random weights</source>
        <translation>与原图的相似度 · 随机权重</translation>
    </message>
    <message>
        <source>mean of {} draws</source>
        <translation>{} 次抽取的平均</translation>
    </message>
    <message>
        <source>another picture</source>
        <translation>另一张图片</translation>
    </message>
    <message>
        <source>Similarity by strength</source>
        <translation>相似度随强度</translation>
    </message>
    <message>
        <source>Similarity by draw</source>
        <translation>各次抽取的相似度</translation>
    </message>
    <message>
        <source>strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>draw</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>How far it moves</source>
        <translation>移动了多远</translation>
    </message>
    <message>
        <source>{} % is as far as another picture; random: with random weights</source>
        <translation>{} % 等于换了一张图片；“随机”指随机权重</translation>
    </message>
    <message>
        <source>transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>crop, {} to {} %</source>
        <translation>裁剪 {} 到 {} %</translation>
    </message>
    <message>
        <source>crop of one size</source>
        <translation>单一大小的裁剪</translation>
    </message>
    <message>
        <source>flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <source>hue</source>
        <translation>色相</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>all of v1</source>
        <translation>第一版全部</translation>
    </message>
    <message>
        <source>all of v2</source>
        <translation>第二版全部</translation>
    </message>
    <message>
        <source>v2 without crop</source>
        <translation>第二版不裁剪</translation>
    </message>
    <message>
        <source>A network trained by contrast overlooks what its views differ in.</source>
        <translation>用对比方法训练的网络会忽略视图之间的差别。</translation>
    </message>
    <message>
        <source>All of v2 moves this picture {} % of the way to another one; with random weights {} %.</source>
        <translation>第二版的全部变换使这张图片朝另一张移动了 {} % 的路程；随机权重为 {} %。</translation>
    </message>
    <message>
        <source>Measured after {} steps</source>
        <translation>{} 步后测量</translation>
    </message>
    <message>
        <source>End-to-end</source>
        <translation>端到端</translation>
    </message>
    <message>
        <source>Memory bank</source>
        <translation>记忆库</translation>
    </message>
    <message>
        <source>MoCo</source>
        <translation>MoCo 动量对比</translation>
    </message>
    <message>
        <source>not compared here</source>
        <translation>不在此次比较之中</translation>
    </message>
    <message>
        <source>keys of the batch</source>
        <translation>同一批的键</translation>
    </message>
    <message>
        <source>drawn keys</source>
        <translation>抽出的键</translation>
    </message>
    <message>
        <source>queue of keys</source>
        <translation>键的队列</translation>
    </message>
    <message>
        <source>{keys}, {age} steps old</source>
        <translation>{keys} 个，{age} 步前</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>memory bank</source>
        <translation>记忆库</translation>
    </message>
    <message>
        <source>follows, m = {}</source>
        <translation>跟随，m = {}</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>end-to-end</source>
        <translation>端到端</translation>
    </message>
    <message>
        <source>end-to-end {}</source>
        <translation>端到端 {}</translation>
    </message>
    <message>
        <source>memory bank {}</source>
        <translation>记忆库 {}</translation>
    </message>
    <message>
        <source>MoCo {}</source>
        <translation>MoCo，{}</translation>
    </message>
    <message>
        <source>MoCo {}, m = {}</source>
        <translation>MoCo，{}，m = {}</translation>
    </message>
    <message>
        <source>raw pixels</source>
        <translation>原始像素</translation>
    </message>
    <message>
        <source>Neighbours' vote</source>
        <translation>近邻投票</translation>
    </message>
    <message>
        <source>held-out cut-outs in other scenes</source>
        <translation>换了场景的留出抠图</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Unseen pictures found</source>
        <translation>找到没见过的图片</translation>
    </message>
    <message>
        <source>by another view, among as many for all</source>
        <translation>凭另一个视图，各方面对的数目相同</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>positives that are the most similar, each in its own dictionary</source>
        <translation>正键最相似的比例，各在自己的字典里</translation>
    </message>
    <message>
        <source>Drift of the keys</source>
        <translation>键的漂移</translation>
    </message>
    <message>
        <source>from what would be said of the same views now</source>
        <translation>与现在对同一视图的编码相比</translation>
    </message>
    <message>
        <source>{} − cosine</source>
        <translation>{} − 余弦</translation>
    </message>
    <message>
        <source>By size of the dictionary</source>
        <translation>按字典大小</translation>
    </message>
    <message>
        <source>By dictionary size</source>
        <translation>按字典大小</translation>
    </message>
    <message>
        <source>By momentum</source>
        <translation>按动量</translation>
    </message>
    <message>
        <source>unseen pictures found</source>
        <translation>找到没见过的图片</translation>
    </message>
    <message>
        <source>{} − momentum</source>
        <translation>{} − 动量</translation>
    </message>
    <message>
        <source>How old the keys are</source>
        <translation>键有多旧</translation>
    </message>
    <message>
        <source>as wide as the dictionary; all of it is {keys}</source>
        <translation>与字典同宽；整条是 {keys} 个</translation>
    </message>
    <message>
        <source>age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>key {}</source>
        <translation>第 {} 个键</translation>
    </message>
    <message>
        <source>mechanism</source>
        <translation>机制</translation>
    </message>
    <message>
        <source>k-NN</source>
        <translation>k-NN（近邻投票）</translation>
    </message>
    <message>
        <source>drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>contrastive loss</source>
        <translation>对比损失</translation>
    </message>
    <message>
        <source>Contrast accuracy</source>
        <translation>对比准确率</translation>
    </message>
    <message>
        <source>same thing nearest</source>
        <translation>最近的是同一物</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>同一个</translation>
    </message>
    <message>
        <source>key encoder</source>
        <translation>键编码器</translation>
    </message>
    <message>
        <source>{places} places</source>
        <translation>{places} 个位置</translation>
    </message>
    <message>
        <source>loss {}</source>
        <translation>损失 {}</translation>
    </message>
    <message>
        <source>loss {} · found {} %</source>
        <translation>损失 {} · 找到 {} %</translation>
    </message>
    <message>
        <source>{} nats</source>
        <translation>{} 纳特</translation>
    </message>
    <message>
        <source>found {} %</source>
        <translation>找到 {} %</translation>
    </message>
    <message>
        <source>learns</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Two views</source>
        <translation>两个视图</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正键</translation>
    </message>
    <message>
        <source>Three mechanisms at several sizes, {},{} steps</source>
        <translation>三种机制，多种大小，{},{} 步</translation>
    </message>
    <message>
        <source>MoCo at four momenta, {},{} steps</source>
        <translation>四种动量的 MoCo，{},{} 步</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Features that were learned without labels recognise a thing again.</source>
        <translation>不用标签学到的特征能再次认出同一件东西。</translation>
    </message>
    <message>
        <source>They also tell what sort of thing it is.</source>
        <translation>它们还能说出那是哪一类东西。</translation>
    </message>
    <message>
        <source>Table 1: 60.6 % of ImageNet, linear; checked as over twice as many held-out cut-outs as by raw pixels and by random weights. Here 459 cut-outs have to teach it, there 1.28 million photographs</source>
        <translation>表 1：ImageNet 线性 60.6 %；这里检查认出的留出抠图是否超过原始像素和随机权重的两倍。这里只有 459 个抠图可学，论文有 128 万张照片</translation>
    </message>
    <message>
        <source>Which networks learn side by side; fewer go faster.</source>
        <translation>哪些网络并排训练；越少越快。</translation>
    </message>
    <message>
        <source>work: million multiply-adds a picture</source>
        <translation>计算量：每张图片多少百万次乘加</translation>
    </message>
    <message>
        <source>Pictures judged</source>
        <translation>评判的图片数</translation>
    </message>
    <message>
        <source>How many held-out pictures the linear probe and the neighbours are asked for: more, and the accuracies are surer, but take longer.</source>
        <translation>用多少张留出的图片来检验线性探针和近邻：越多，准确率越可靠，但也越慢。</translation>
    </message>
    <message>
        <source>A linear classifier on them tells classes apart.</source>
        <translation>在这些特征上，一个线性分类器就能分清类别。</translation>
    </message>
    <message>
        <source>Table 1: 60.6 % of ImageNet, linear; checked as over twice as many held-out cut-outs in scenes put into their group as by raw pixels and by random weights</source>
        <translation>表 1：ImageNet 线性 60.6 %；这里检查场景中的留出抠图被归对组的比例是否超过原始像素和随机权重的两倍</translation>
    </message>
    <message>
        <source>Tick Random baseline to compare</source>
        <translation>勾选“随机基线”进行比较</translation>
    </message>
    <message>
        <source>Choose a second picture to compare with</source>
        <translation>选择第二张图片进行比较</translation>
    </message>
    <message>
        <source>MoCo sees</source>
        <translation>MoCo 所见</translation>
    </message>
    <message>
        <source>Side of the pictures that MoCo's weights are shown: the built-in ones learned from 64 px, the authors' from 224 px. Pictures are kept at 128 px.</source>
        <translation>给 MoCo 权重看的图片边长：内置权重用 64 px 学成，作者的权重用 224 px。图片以 128 px 保存。</translation>
    </message>
    <message>
        <source>Random, block, grid, and mask tokens in the encoder, 4,000 steps</source>
        <translation>随机、成片、网格，以及编码器里有掩码 token，4,000 步</translation>
    </message>
    <message>
        <source>Three mechanisms at several sizes, 2,000 steps</source>
        <translation>三种机制，几种大小，2,000 步</translation>
    </message>
    <message>
        <source>MoCo at four momenta, 2,000 steps</source>
        <translation>四种动量的 MoCo，2,000 步</translation>
    </message>
    <message>
        <source>Plain and residual nets of 20 and 56 layers, 3,000 steps</source>
        <translation>20 层和 56 层的普通网络与残差网络，3,000 步</translation>
    </message>
    <message>
        <source>By neighbours</source>
        <translation>按近邻</translation>
    </message>
</context>
</TS>

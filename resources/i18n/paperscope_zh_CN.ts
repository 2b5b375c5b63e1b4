<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Find a paper, an experiment or an action by name</source>
        <translation>按名称查找论文、实验或操作</translation>
    </message>
    <message>
        <source>Search papers</source>
        <translation>搜索论文</translation>
    </message>
    <message>
        <source>Put the cursor into the search field</source>
        <translation>把光标放到搜索框</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a picture or a video file</source>
        <translation>打开图片或视频文件</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Use the picture or the file on the clipboard</source>
        <translation>使用剪贴板中的图片或文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose a folder of pictures to average over</source>
        <translation>选择一个图片文件夹，对其取平均</translation>
    </message>
    <message>
        <source>Webcam</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Look through the webcam; again to keep the picture</source>
        <translation>打开摄像头；再按一次保留画面</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>Turn the picture a quarter to the left</source>
        <translation>把图片向左转 90°</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>Turn the picture a quarter to the right</source>
        <translation>把图片向右转 90°</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Cut a part out of the picture</source>
        <translation>裁出图片的一部分</translation>
    </message>
    <message>
        <source>Compare with this picture</source>
        <translation>与这张图片比较</translation>
    </message>
    <message>
        <source>Make the picture under the cursor of the tray the second one</source>
        <translation>把图片栏中光标所在的图片设为第二张</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run the experiment again</source>
        <translation>重新运行实验</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop the running job</source>
        <translation>停止正在运行的任务</translation>
    </message>
    <message>
        <source>Next experiment</source>
        <translation>下一个实验</translation>
    </message>
    <message>
        <source>Show the next tab</source>
        <translation>显示下一个标签页</translation>
    </message>
    <message>
        <source>Previous experiment</source>
        <translation>上一个实验</translation>
    </message>
    <message>
        <source>Show the tab before</source>
        <translation>显示上一个标签页</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save every view of this experiment into a folder</source>
        <translation>把这个实验的所有视图保存到文件夹</translation>
    </message>
    <message>
        <source>Reset the views</source>
        <translation>重置视图</translation>
    </message>
    <message>
        <source>Show every view whole again</source>
        <translation>让每个视图恢复完整显示</translation>
    </message>
    <message>
        <source>Show code</source>
        <translation>查看代码</translation>
    </message>
    <message>
        <source>Read the source of this experiment</source>
        <translation>阅读这个实验的源代码</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Copy the command line that repeats what is on screen</source>
        <translation>复制能重现当前画面的命令行</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Show or hide the explanation on the right</source>
        <translation>显示或隐藏右侧的说明</translation>
    </message>
    <message>
        <source>List of papers</source>
        <translation>论文列表</translation>
    </message>
    <message>
        <source>Make the list of papers wide or narrow</source>
        <translation>展开或收窄论文列表</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>深色或浅色</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>在深色与浅色之间切换</translation>
    </message>
    <message>
        <source>Follow the system&apos;s appearance</source>
        <translation>跟随系统外观</translation>
    </message>
    <message>
        <source>Be dark when the system is dark</source>
        <translation>系统为深色时也用深色</translation>
    </message>
    <message>
        <source>Switch between English and Chinese</source>
        <translation>在英文与中文之间切换</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Choose the processor that experiments run on</source>
        <translation>选择运行实验的处理器</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>List every shortcut</source>
        <translation>列出所有快捷键</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Fill the screen, or stop filling it</source>
        <translation>进入或退出全屏</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close Paperscope</source>
        <translation>关闭 Paperscope</translation>
    </message>
    <message>
        <source>Experiment {}</source>
        <translation>实验 {}</translation>
    </message>
    <message>
        <source>Show tab {}</source>
        <translation>显示第 {} 个标签页</translation>
    </message>
    <message>
        <source>Weights…</source>
        <translation>权重…</translation>
    </message>
    <message>
        <source>See, download, import and delete weights</source>
        <translation>查看、下载、导入和删除权重</translation>
    </message>
    <message>
        <source>World</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Look through the built-in pictures, sounds and composites</source>
        <translation>浏览内置的图片、声音与合成图</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Something went wrong inside Paperscope: {}</source>
        <translation>Paperscope 内部出错：{}</translation>
    </message>
    <message>
        <source>Paperscope crashed the last time it ran.</source>
        <translation>Paperscope 上次运行时崩溃了。</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>查看报告</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>This is a bug in Paperscope: {}. Copy the report and send it to its makers.</source>
        <translation>这是 Paperscope 的一个错误：{}。请复制报告并发给开发者。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>BrowsePane</name>
    <message>
        <source>No picture of the world fits these filters.</source>
        <translation>图库中没有符合这些条件的图片。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Clear the search and every filter</source>
        <translation>清除搜索与所有筛选条件</translation>
    </message>
    <message>
        <source>Pictures of the world</source>
        <translation>图库中的图片</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>What am I looking at</source>
        <translation>这是什么</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Recreates</source>
        <translation>重现的图</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>The paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>论断</translation>
    </message>
    <message>
        <source>holds here</source>
        <translation>在此成立</translation>
    </message>
    <message>
        <source>does not hold here</source>
        <translation>在此不成立</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>CarryButton</name>
    <message>
        <source>Go there with what is chosen here; a right click on a tile takes that one along</source>
        <translation>带着这里选中的过去；在一格上点右键，就带那一格过去</translation>
    </message>
</context>
<context>
    <name>CodeSheet</name>
    <message>
        <source>Source of {}</source>
        <translation>{} 的源代码</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole source</source>
        <translation>复制全部源代码</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What would you like to see or do?</source>
        <translation>想看什么，想做什么？</translation>
    </message>
    <message>
        <source>A few letters of a paper, an experiment or an action</source>
        <translation>输入论文、实验或操作名称中的几个字</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配结果</translation>
    </message>
    <message>
        <source>Nothing by that name.</source>
        <translation>没有这个名称。</translation>
    </message>
</context>
<context>
    <name>CompositeControls</name>
    <message>
        <source>{}–{} × {}–{} px</source>
        <translation>{}–{} × {}–{} 像素</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类</translation>
    </message>
    <message>
        <source>Composite</source>
        <translation>合成图</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Start of the random numbers</source>
        <translation>随机数的起点</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Which picture of the seed (left and right arrow)</source>
        <translation>该种子下的第几张图（左、右方向键）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Width and height of the picture</source>
        <translation>图片的宽与高</translation>
    </message>
    <message>
        <source>Things</source>
        <translation>物体数</translation>
    </message>
    <message>
        <source>How many cut-outs it is made of</source>
        <translation>由多少个抠图组成</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Which cut-outs and backgrounds it is made of</source>
        <translation>用哪一部分抠图与背景合成</translation>
    </message>
    <message>
        <source>1 to {}</source>
        <translation>1 至 {}</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Held-out names</source>
        <translation>留出的名称</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>边框</translation>
    </message>
    <message>
        <source>Frames around what is visible of each thing</source>
        <translation>围住每个物体可见部分的方框</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>The visible pixels of each thing, in its colour</source>
        <translation>每个物体可见的像素，以其颜色标出</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>The order in depth, the nearest the brightest</source>
        <translation>深度次序，越近越亮</translation>
    </message>
    <message>
        <source>Labels shown</source>
        <translation>显示的标注</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>图中物体</translation>
    </message>
    <message>
        <source>Use as picture</source>
        <translation>用作图片</translation>
    </message>
    <message>
        <source>Feed every panel with it and go back to the panel (Return or double click)</source>
        <translation>用它作为所有面板的图片，并回到面板（回车或双击）</translation>
    </message>
</context>
<context>
    <name>CompositePane</name>
    <message>
        <source>Composite</source>
        <translation>合成图</translation>
    </message>
    <message>
        <source>Previous composite (left arrow)</source>
        <translation>上一张合成图（左方向键）</translation>
    </message>
    <message>
        <source>Next composite (right arrow)</source>
        <translation>下一张合成图（右方向键）</translation>
    </message>
</context>
<context>
    <name>ControlRow</name>
    <message>
        <source>Play recording</source>
        <translation>播放录制</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop this run (Esc)</source>
        <translation>停止这次运行（Esc）</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run again (F5)</source>
        <translation>重新运行（F5）</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause the training (Space)</source>
        <translation>暂停训练（空格）</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on training (Space)</source>
        <translation>继续训练（空格）</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Start the training (Space)</source>
        <translation>开始训练（空格）</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save every view of this experiment (Ctrl+E)</source>
        <translation>保存这个实验的所有视图（Ctrl+E）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Train one step (.)</source>
        <translation>训练一步（.）</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>分叉</translation>
    </message>
    <message>
        <source>Start another run from the moment below with the controls as they are now, and compare (K)</source>
        <translation>从下方的时刻起，按现在的设置另开一次运行并作比较（K）</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Forget the training and start from the seed (R)</source>
        <translation>忘掉训练结果，从种子重新开始（R）</translation>
    </message>
</context>
<context>
    <name>CrashSheet</name>
    <message>
        <source>Something went wrong inside Paperscope</source>
        <translation>Paperscope 内部出错</translation>
    </message>
    <message>
        <source>The program goes on, and nothing of yours is lost. Copy this report and send it to us.</source>
        <translation>程序仍在运行，您的内容没有丢失。请复制这份报告并发给我们。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
</context>
<context>
    <name>CropSheet</name>
    <message>
        <source>Crop {}</source>
        <translation>裁剪 {}</translation>
    </message>
    <message>
        <source>Crop frame: arrow keys move it, with Shift they resize it, Return cuts it out</source>
        <translation>裁剪框：方向键移动，按住 Shift 改变大小，回车键裁剪</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
</context>
<context>
    <name>CurveView</name>
    <message>
        <source>Nothing is measured yet</source>
        <translation>还没有测量</translation>
    </message>
    <message>
        <source>{} over {}</source>
        <translation>{}（横轴：{}）</translation>
    </message>
    <message>
        <source>{}: from {} to {}</source>
        <translation>{}：从 {} 到 {}</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Copied: {}</source>
        <translation>已复制：{}</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Name here</source>
        <translation>在此名为</translation>
    </message>
    <message>
        <source>On the command line: --image {}</source>
        <translation>在命令行中：--image {}</translation>
    </message>
    <message>
        <source>Cut-out</source>
        <translation>抠图</translation>
    </message>
    <message>
        <source>Cut-out, drawn</source>
        <translation>抠图（手绘）</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Background, drawn</source>
        <translation>背景（手绘）</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Networks of the world learn from it</source>
        <translation>用图库训练的网络会学习它</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>No network of the world ever learns from it</source>
        <translation>用图库训练的网络从不学习它</translation>
    </message>
    <message>
        <source>Held-out name</source>
        <translation>留出的名称</translation>
    </message>
    <message>
        <source>No network of the world ever learns from anything of this name</source>
        <translation>用图库训练的网络从不学习任何同名的图片</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Use as picture</source>
        <translation>用作图片</translation>
    </message>
    <message>
        <source>Feed every panel with it and go back to the panel (Return or double click)</source>
        <translation>用它作为所有面板的图片，并回到面板（回车或双击）</translation>
    </message>
    <message>
        <source>Hear it (Space)</source>
        <translation>听一听（空格）</translation>
    </message>
    <message>
        <source>On plain grey</source>
        <translation>放在纯灰底上</translation>
    </message>
    <message>
        <source>On a background</source>
        <translation>放在背景上</translation>
    </message>
    <message>
        <source>What the cut-out stands on</source>
        <translation>抠图的底</translation>
    </message>
    <message>
        <source>What the cut-out stands on when it is used as the picture</source>
        <translation>用作图片时，抠图放在什么上面</translation>
    </message>
    <message>
        <source>Another background and place</source>
        <translation>换一个背景和位置</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>{} has arrived, and its hash is right.</source>
        <translation>{} 已下载，哈希校验无误。</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Export the view</source>
        <translation>导出视图</translation>
    </message>
    <message>
        <source>Export all views into a folder</source>
        <translation>把所有视图导出到文件夹</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Applies at reset</source>
        <translation>重置后生效</translation>
    </message>
    <message>
        <source>Reset to default</source>
        <translation>恢复默认值</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>All views into a folder…</source>
        <translation>所有视图导出到文件夹…</translation>
    </message>
    <message>
        <source>Save this run as a recording…</source>
        <translation>把这次运行存为录制…</translation>
    </message>
    <message>
        <source>Play a recording…</source>
        <translation>播放录制…</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Held-out names</source>
        <translation>留出的名称</translation>
    </message>
    <message>
        <source>Every category</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Every split</source>
        <translation>所有划分</translation>
    </message>
    <message>
        <source>Search in English or Chinese</source>
        <translation>用英文或中文搜索</translation>
    </message>
    <message>
        <source>Search the world</source>
        <translation>搜索图库</translation>
    </message>
    <message>
        <source>Words of a name or a group, such as cat or 猫</source>
        <translation>名称或类别中的词，例如 cat 或 猫</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Show one category alone</source>
        <translation>只显示一个类别</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Pictures that trainings learn from, or those kept from them</source>
        <translation>训练所用的图片，或不给训练看的图片</translation>
    </message>
    <message>
        <source>With sound</source>
        <translation>有声音</translation>
    </message>
    <message>
        <source>Show only what can be heard</source>
        <translation>只显示可以听的</translation>
    </message>
</context>
<context>
    <name>FrameView</name>
    <message>
        <source>Choose a picture and press Run</source>
        <translation>选择一张图片，然后按“运行”</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>tile {}</source>
        <translation>第 {} 格</translation>
    </message>
    <message>
        <source>{} tiles of {} by {} in {} columns</source>
        <translation>{} 格，每格 {} × {}，共 {} 列</translation>
    </message>
    <message>
        <source>; selected: {}</source>
        <translation>；已选：{}</translation>
    </message>
</context>
<context>
    <name>HeatView</name>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Heat map of {}, {} rows by {} columns</source>
        <translation>{} 的热图，{} 行 {} 列</translation>
    </message>
    <message>
        <source>, without a value.</source>
        <translation>，没有值。</translation>
    </message>
    <message>
        <source>, largest {} at row {}, column {}.</source>
        <translation>，最大值 {} 在第 {} 行第 {} 列。</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>patch ({}, {})</source>
        <translation>图像块（{}，{}）</translation>
    </message>
    <message>
        <source>Picture of {} by {} pixels</source>
        <translation>{} × {} 像素的图片</translation>
    </message>
    <message>
        <source>cut into {} rows and {} columns of patches</source>
        <translation>切成 {} 行 {} 列的图像块</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Paperscope does not fetch web addresses. Save the picture, then open the file.</source>
        <translation>Paperscope 不会抓取网址。请先保存图片，再打开文件。</translation>
    </message>
    <message>
        <source>There is no picture in what was pasted. Copy a picture or its file first.</source>
        <translation>粘贴的内容里没有图片。请先复制一张图片或图片文件。</translation>
    </message>
    <message>
        <source>Open pictures or a video</source>
        <translation>打开图片或视频</translation>
    </message>
    <message>
        <source>Pictures and videos ({})</source>
        <translation>图片和视频（{}）</translation>
    </message>
    <message>
        <source>All files ({})</source>
        <translation>所有文件（{}）</translation>
    </message>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭这条提示</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>{} is a recording of {}, which this paper does not have. Open it in that paper&apos;s panel.</source>
        <translation>{} 是 {} 的录制，这篇论文没有该实验。请在对应论文的面板中打开。</translation>
    </message>
</context>
<context>
    <name>ParameterForm</name>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Show or put away the less used controls</source>
        <translation>显示或收起不常用的控件</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Search papers</source>
        <translation>搜索论文</translation>
    </message>
    <message>
        <source>Words of a title, an author, a year or an experiment</source>
        <translation>标题、作者、年份或实验中的字词</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Nothing by that name. Try an author, a year or an experiment.</source>
        <translation>没有这个名称。试试作者、年份或实验。</translation>
    </message>
</context>
<context>
    <name>RecordingDialogs</name>
    <message>
        <source>Play a recording</source>
        <translation>播放录制</translation>
    </message>
    <message>
        <source>Save the run as a recording</source>
        <translation>把这次运行存为录制</translation>
    </message>
    <message>
        <source>Recordings ({})</source>
        <translation>录制（{}）</translation>
    </message>
</context>
<context>
    <name>ScatterView</name>
    <message>
        <source>{} dots: {} over {}</source>
        <translation>{} 个点：{}（横轴：{}）</translation>
    </message>
    <message>
        <source>, from {} to {}</source>
        <translation>，从 {} 到 {}</translation>
    </message>
    <message>
        <source>; selected: {}</source>
        <translation>；已选：{}</translation>
    </message>
</context>
<context>
    <name>Scrubber</name>
    <message>
        <source>step {:,}</source>
        <translation>第 {:,} 步</translation>
    </message>
    <message>
        <source>Play the last frames</source>
        <translation>播放最近的画面</translation>
    </message>
    <message>
        <source>Moment of the run</source>
        <translation>运行的时刻</translation>
    </message>
</context>
<context>
    <name>SeedField</name>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Where every random stream starts: the same seed gives the same run</source>
        <translation>所有随机数的起点：种子相同，结果相同</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to the panel (Esc)</source>
        <translation>回到面板（Esc）</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>The engine could not start</source>
        <translation>引擎未能启动</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Loading the engine…</source>
        <translation>正在载入引擎…</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Paused after step {}</source>
        <translation>已在第 {} 步后暂停</translation>
    </message>
    <message>
        <source>Done in {} s</source>
        <translation>完成，用时 {} 秒</translation>
    </message>
    <message>
        <source>Cancelled after {} s</source>
        <translation>已取消，用时 {} 秒</translation>
    </message>
    <message>
        <source>Failed after {} s</source>
        <translation>失败，用时 {} 秒</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>step {}</source>
        <translation>第 {} 步</translation>
    </message>
    <message>
        <source>{} per s</source>
        <translation>每秒 {} 步</translation>
    </message>
    <message>
        <source>{} s left</source>
        <translation>还剩 {} 秒</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Memory in use by Paperscope</source>
        <translation>Paperscope 占用的内存</translation>
    </message>
    <message>
        <source>Frames per second drawn by the views</source>
        <translation>视图每秒绘制的帧数</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Copy the SHA-256</source>
        <translation>复制 SHA-256</translation>
    </message>
</context>
<context>
    <name>StrokesView</name>
    <message>
        <source>Drawing of {} strokes.</source>
        <translation>{} 笔的素描。</translation>
    </message>
</context>
<context>
    <name>TabPage</name>
    <message>
        <source>Press Train, or play the recording</source>
        <translation>按“训练”，或播放录制</translation>
    </message>
    <message>
        <source>Press Train, or Space</source>
        <translation>按“训练”或空格键</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>The engine could not start</source>
        <translation>引擎未能启动</translation>
    </message>
    <message>
        <source>Choose a picture above, drop one here, or paste one</source>
        <translation>在上方选择图片，或拖放、粘贴一张</translation>
    </message>
    <message>
        <source>Choose a second picture to compare with</source>
        <translation>选择第二张图片进行比较</translation>
    </message>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>还没有图片</translation>
    </message>
    <message>
        <source>Averages run over {}. Click to leave the folder.</source>
        <translation>正在对 {} 取平均。点击可离开该文件夹。</translation>
    </message>
</context>
<context>
    <name>ViewHeader</name>
    <message>
        <source>Reset the view</source>
        <translation>重置视图</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save as {}…</source>
        <translation>另存为 {}…</translation>
    </message>
    <message>
        <source>Reset the view (double-click)</source>
        <translation>重置视图（双击）</translation>
    </message>
    <message>
        <source>Copy or export</source>
        <translation>复制或导出</translation>
    </message>
    <message>
        <source>Fill the panel with this view</source>
        <translation>让这个视图占满面板</translation>
    </message>
</context>
<context>
    <name>WeightsBadge</name>
    <message>
        <source>Weights: {}, {}</source>
        <translation>权重：{}，{}</translation>
    </message>
    <message>
        <source>Weights: {}</source>
        <translation>权重：{}</translation>
    </message>
    <message>
        <source>Source: {}</source>
        <translation>来源：{}</translation>
    </message>
    <message>
        <source>Licence: {}</source>
        <translation>许可：{}</translation>
    </message>
</context>
<context>
    <name>WeightsDetails</name>
    <message>
        <source>Asking the server…</source>
        <translation>正在询问服务器…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Checking the hash…</source>
        <translation>正在校验哈希…</translation>
    </message>
    <message>
        <source>Compute the file's hash again</source>
        <translation>重新计算文件的哈希</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>确认删除</translation>
    </message>
    <message>
        <source>Delete the file from this machine; asks once more</source>
        <translation>从本机删除文件；会再问一次</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Get the file from its address and check it (Return)</source>
        <translation>从其地址获取文件并校验（回车）</translation>
    </message>
    <message>
        <source>Go on with the download (Return)</source>
        <translation>继续下载（回车）</translation>
    </message>
    <message>
        <source>How these weights were trained, and what they can do</source>
        <translation>这些权重如何训练、能做什么</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop here and keep what has arrived (Return)</source>
        <translation>停在这里，保留已下载的部分（回车）</translation>
    </message>
    <message>
        <source>Stop, and delete what has arrived</source>
        <translation>停止，并删除已下载的部分</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>{} min left</source>
        <translation>剩余 {} 分钟</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} / {}</translation>
    </message>
    <message>
        <source>{} per s</source>
        <translation>每秒 {}</translation>
    </message>
    <message>
        <source>{} s left</source>
        <translation>剩余 {} 秒</translation>
    </message>
</context>
<context>
    <name>WeightsField</name>
    <message>
        <source>Choose file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a file of weights</source>
        <translation>选择权重文件</translation>
    </message>
    <message>
        <source>Weights ({})</source>
        <translation>权重（{}）</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Where the network&apos;s weights come from</source>
        <translation>网络权重的来源</translation>
    </message>
</context>
<context>
    <name>WeightsModel</name>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>校验中</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>下载中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
</context>
<context>
    <name>WeightsSheet</name>
    <message>
        <source>Check a file of weights from this machine and keep a copy</source>
        <translation>检查本机的一个权重文件并保留副本</translation>
    </message>
    <message>
        <source>Choose a file of weights</source>
        <translation>选择权重文件</translation>
    </message>
    <message>
        <source>Import file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Kept in {}</source>
        <translation>保存在 {}</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Nothing fits these words.</source>
        <translation>没有符合的权重。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Search the weights</source>
        <translation>搜索权重</translation>
    </message>
    <message>
        <source>Search: resnet, official, ready…</source>
        <translation>搜索：resnet、官方、就绪…</translation>
    </message>
    <message>
        <source>Show the downloaded and imported files</source>
        <translation>显示下载和导入的文件</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weights ({})</source>
        <translation>权重（{}）</translation>
    </message>
</context>
<context>
    <name>WeightsWork</name>
    <message>
        <source>Deleting {}…</source>
        <translation>正在删除 {}…</translation>
    </message>
    <message>
        <source>Hashing {}…</source>
        <translation>正在计算 {} 的哈希…</translation>
    </message>
    <message>
        <source>Reading {}…</source>
        <translation>正在读取 {}…</translation>
    </message>
    <message>
        <source>{} is here now, as {}.</source>
        <translation>{} 已导入，名为 {}。</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Saved: {}</source>
        <translation>已保存：{}</translation>
    </message>
</context>
<context>
    <name>WorldPage</name>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>{} pictures</source>
        <translation>{} 张图片</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
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
        <source>Backgrounds</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Composites</source>
        <translation>合成图</translation>
    </message>
    <message>
        <source>Kinds of pictures</source>
        <translation>图片的种类</translation>
    </message>
    <message>
        <source>World</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the panel (Esc)</source>
        <translation>回到面板（Esc）</translation>
    </message>
</context>
<context>
    <name>RecordingStrip</name>
    <message>
        <source>Recording, made by</source>
        <translation>录制，生成命令</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Close the recording</source>
        <translation>关闭录制</translation>
    </message>
</context>
<context>
    <name>AtlasTools</name>
    <message>
        <source>{:,} found</source>
        <translation>找到 {:,} 张</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名称搜索</translation>
    </message>
    <message>
        <source>Mark pictures by name or category (Ctrl+F); Enter zooms to them</source>
        <translation>按名称或类别标出图片（Ctrl+F）；按回车放大到它们</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Drag around points to list and export them (L, or hold Shift); Ctrl adds</source>
        <translation>拖动圈住一些点，列出并导出（按 L 或按住 Shift）；按住 Ctrl 可追加</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Pictures instead of dots as you zoom in</source>
        <translation>放大时用图片代替圆点</translation>
    </message>
</context>
<context>
    <name>AtlasView</name>
    <message>
        <source>{:,} points in {} categories</source>
        <translation>{:,} 个点，{} 个类别</translation>
    </message>
    <message>
        <source>; selected: {}</source>
        <translation>；所选：{}</translation>
    </message>
    <message>
        <source>; in the lasso: {:,}</source>
        <translation>；套索里：{:,}</translation>
    </message>
</context>
<context>
    <name>CaughtList</name>
    <message>
        <source>{:,} selected</source>
        <translation>选中 {:,} 张</translation>
    </message>
    <message>
        <source>Save the selection as CSV: names, categories and places</source>
        <translation>把选中的存为 CSV：名称、类别和位置</translation>
    </message>
    <message>
        <source>Copy names and categories</source>
        <translation>复制名称和类别</translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation>清除选择（Esc）</translation>
    </message>
    <message>
        <source>Selected pictures</source>
        <translation>选中的图片</translation>
    </message>
</context>
<context>
    <name>CategoryLegend</name>
    <message>
        <source>{}: {:,} points. Click to hide or show, Ctrl-click to show it alone.</source>
        <translation>{}：{:,} 个点。点击可隐藏或显示，按住 Ctrl 点击则只显示它。</translation>
    </message>
</context>
<context>
    <name>BrushTools</name>
    <message>
        <source>Remove</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Sample again</source>
        <translation>重新采样</translation>
    </message>
    <message>
        <source>The left button removes patches, the right one gives them back (E)</source>
        <translation>左键去掉图像块，右键恢复（E）</translation>
    </message>
    <message>
        <source>The left button gives patches back, the right one removes them (R)</source>
        <translation>左键恢复图像块，右键去掉（R）</translation>
    </message>
    <message>
        <source>A brush of one patch (1)</source>
        <translation>一个块的画笔（1）</translation>
    </message>
    <message>
        <source>A brush of 2 × 2 patches (2)</source>
        <translation>2 × 2 个块的画笔（2）</translation>
    </message>
    <message>
        <source>A brush of 4 × 4 patches (4)</source>
        <translation>4 × 4 个块的画笔（4）</translation>
    </message>
    <message>
        <source>Give the whole picture back (C)</source>
        <translation>恢复整张图片（C）</translation>
    </message>
    <message>
        <source>Swap what is removed and what is left (I)</source>
        <translation>去掉的和留下的互换（I）</translation>
    </message>
    <message>
        <source>Undo the last stroke (Ctrl+Z)</source>
        <translation>撤销上一笔（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Draw another mask by chance instead (N)</source>
        <translation>改为另外随机抽一个掩码（N）</translation>
    </message>
</context>
<context>
    <name>MaskView</name>
    <message>
        <source>patch ({}, {})</source>
        <translation>图像块（{}，{}）</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已去掉</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>可见</translation>
    </message>
    <message>
        <source>Picture with {} of {} patches removed.</source>
        <translation>图片，{1} 个块去掉了 {0} 个。</translation>
    </message>
</context>
</TS>

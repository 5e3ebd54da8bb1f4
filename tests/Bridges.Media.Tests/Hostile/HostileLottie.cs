using System.Text;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Hostile;

/// <summary>Moving stickers that cost more than they show.</summary>
internal static class HostileLottie
{
    private const string Composition = """"ty":0,"ip":0,"op":180,"st":0,"w":512,"h":512"""";

    public static byte[] Bomb() => Lottie.Gzip([.. "{\"a\":\""u8, .. Enumerable.Repeat((byte)' ', 500_000_000), .. "\"}"u8]);

    public static byte[] ManyShapes() =>
        Pack(Lottie.Animation([Lottie.Layer(Enumerable.Range(0, 18_000).Select(i => $$"""{"ty":"gr","it":[{{Lottie.Ellipse(i)}},{{Lottie.Fill}},{"ty":"tr"}]}"""))]));

    public static byte[] MillionShapes() =>
        Pack(Lottie.Animation([Lottie.Layer([.. Enumerable.Range(0, 1_000_000).Select(Lottie.Ellipse), Lottie.Fill])]));

    /// <summary>Thirteen levels of ten compositions each.</summary>
    public static byte[] BillionLaughs() => Pack(Lottie.Animation(
        [Refer("c0")],
        Enumerable.Range(0, 13).Select(depth =>
            $$"""{"id":"c{{depth}}","layers":[{{string.Join(',', depth < 12 ? Enumerable.Repeat(Refer($"c{depth + 1}"), 10) : [Disc()])}}]}""")));

    public static byte[] Cycle() =>
        Pack(Lottie.Animation([Refer("c0")], [$$"""{"id":"c0","layers":[{{Refer("c0")}},{{Refer("c0")}}]}"""]));

    public static byte[] Repeater() => Pack(Lottie.Animation([Lottie.Layer(
        [Lottie.Ellipse(), Lottie.Fill, $$$"""{"ty":"rp","c":{"a":0,"k":1e9},"o":{"a":0,"k":0},"m":1,"tr":{"so":{"a":0,"k":100},"eo":{"a":0,"k":100},{{{Lottie.Still[1..]}}}}"""])]));

    public static byte[] StarOfPoints() => Pack(Lottie.Animation([Lottie.Layer(
        [
            """{"ty":"sr","sy":1,"pt":{"a":0,"k":1e7},"p":{"a":0,"k":[0,0]},"r":{"a":0,"k":0},"ir":{"a":0,"k":50},"or":{"a":0,"k":100},"is":{"a":0,"k":0},"os":{"a":0,"k":0}}""",
            Lottie.Fill,
        ])]));

    public static byte[] FineDashes() => Pack(Lottie.Animation([Lottie.Layer(
        [
            .. Enumerable.Range(0, 300).Select(Lottie.Ellipse),
            """{"ty":"st","c":{"a":0,"k":[0,0,0,1]},"o":{"a":0,"k":100},"w":{"a":0,"k":3},"d":[{"n":"d","v":{"a":0,"k":0.001}},{"n":"g","v":{"a":0,"k":0.001}}]}""",
        ])]));

    public static byte[] DeepList() => Pack($$"""{"layers":{{new string('[', 1_000_000)}}{{new string(']', 1_000_000)}},"ip":0}""");

    public static byte[] DeepGroups()
    {
        const int Depth = 100_000;
        var json = new StringBuilder("""{"v":"5","fr":60,"ip":0,"op":60,"w":512,"h":512,"layers":[{"ty":4,"ip":0,"op":60,"ks":{},"shapes":""");
        json.Insert(json.Length, """[{"ty":"gr","it":""", Depth).Append("[]").Insert(json.Length, "}]", Depth).Append("}]}");
        return Pack(json.ToString());
    }

    public static byte[] NonsenseNumbers() => Pack(Lottie.Animation([Disc()], framesPerSecond: "1e30", last: "1e30", width: "1e30", height: "-1"));

    public static byte[] Endless() => Pack(Lottie.Animation([Disc()], last: "1e9"));

    public static byte[] Blurs()
    {
        const string Blur = """{"ty":29,"ef":[{"ty":0,"v":{"a":0,"k":1e6}},{"ty":7,"v":{"a":0,"k":1}},{"ty":7,"v":{"a":0,"k":0}}]}""";
        var layer = Lottie.Layer([Lottie.Ellipse(), Lottie.Fill], more: $""","ef":[{string.Join(',', Enumerable.Repeat(Blur, 20))}]""");
        return Pack(Lottie.Animation(Enumerable.Repeat(layer, 20)));
    }

    public static byte[] Mattes() => Pack(Lottie.Animation(
        Enumerable.Range(0, 4_000).Select(i => Lottie.Layer([Lottie.Ellipse(), Lottie.Fill], more: i % 2 == 1 ? ",\"tt\":1" : ",\"td\":1"))));

    private static string Disc() => Lottie.Layer([Lottie.Ellipse(), Lottie.Fill]);

    private static string Refer(string composition) => $$$"""{{{{Composition}}},"refId":"{{{composition}}}","ks":{{{Lottie.Still}}}}""";

    private static byte[] Pack(string json) => Lottie.Gzip(json);
}

namespace Bridges.Matrix;

/// <summary>Types of the events of polls (MSC3381): clients send and show the unstable ones; the stable ones are read as well.</summary>
public static class PollTypes
{
    public const string Start = "org.matrix.msc3381.poll.start";
    public const string Response = "org.matrix.msc3381.poll.response";
    public const string End = "org.matrix.msc3381.poll.end";

    public const string StableStart = "m.poll.start";
    public const string StableResponse = "m.poll.response";
    public const string StableEnd = "m.poll.end";

    public static bool IsStart(string type) => type is Start or StableStart;

    public static bool IsResponse(string type) => type is Response or StableResponse;

    public static bool IsEnd(string type) => type is End or StableEnd;
}

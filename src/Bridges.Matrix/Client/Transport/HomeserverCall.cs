namespace Bridges.Matrix;

/// <summary>One request, ready to be sent as often as it takes.</summary>
internal readonly record struct HomeserverCall(HttpMethod Method, EscapedPath Path)
{
    /// <summary>Builds the body anew for each attempt; null: no body.</summary>
    public IRequestBody? Body { get; init; }

    /// <summary>Sending it twice does no more than sending it once.</summary>
    public bool Idempotent { get; init; }

    /// <summary>Carries a file: takes its time.</summary>
    public bool Media { get; init; }

    public static HomeserverCall Get(EscapedPath path) => new(HttpMethod.Get, path) { Idempotent = true };

    public static HomeserverCall Put(EscapedPath path, byte[] json) =>
        new(HttpMethod.Put, path) { Idempotent = true, Body = BytesBody.OfJson(json) };

    public static HomeserverCall Delete(EscapedPath path) => new(HttpMethod.Delete, path) { Idempotent = true };

    public static HomeserverCall Post(EscapedPath path, byte[] json) =>
        new(HttpMethod.Post, path) { Body = BytesBody.OfJson(json) };
}

namespace Bridges.Matrix;

/// <summary>What a request carries.</summary>
internal interface IRequestBody
{
    /// <summary>Can be sent again from its beginning.</summary>
    bool Repeatable { get; }

    HttpContent ToContent();
}

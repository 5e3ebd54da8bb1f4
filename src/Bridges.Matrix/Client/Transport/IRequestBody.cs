namespace Bridges.Matrix;

/// <summary>What a request carries; makes it anew for each attempt.</summary>
internal interface IRequestBody
{
    HttpContent ToContent();
}

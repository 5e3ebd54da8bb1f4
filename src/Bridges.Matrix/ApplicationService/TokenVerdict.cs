namespace Bridges.Matrix;

/// <summary>What to make of a request's token.</summary>
public enum TokenVerdict
{
    /// <summary>Answer 401 <c>M_MISSING_TOKEN</c>.</summary>
    Missing,

    /// <summary>Answer 403 <c>M_FORBIDDEN</c>.</summary>
    Wrong,

    Accepted,
}

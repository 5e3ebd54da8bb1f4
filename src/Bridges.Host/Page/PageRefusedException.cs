namespace Bridges.Host.Page;

/// <summary>A request of the page that is refused, with words for whoever sent it.</summary>
internal sealed class PageRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

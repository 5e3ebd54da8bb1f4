namespace Bridges.Page.Models;

/// <summary>A login at its step.</summary>
/// <param name="Problem">Why the last entry was not taken, or why it ended; null for neither.</param>
/// <param name="Qr">The QR code to show, as an SVG in base64.</param>
public sealed record LoginModel(
    string Session, string Step, string NetworkName, string Instructions, string? Problem, IReadOnlyList<FieldModel> Fields, string? Qr, string? Code, bool IsComplete, bool IsOver)
{
    public bool Waits => Qr is not null || Code is not null || (Fields.Count == 0 && !IsComplete && !IsOver);
}

namespace Bridges.Abstractions;

/// <summary>A network that can check its own installation, for <c>bridges doctor</c>. Works without being started.</summary>
public interface IDiagnosesItself
{
    Task<IReadOnlyList<Diagnosis>> DiagnoseAsync(CancellationToken cancellationToken);
}

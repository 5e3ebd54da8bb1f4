namespace Bridges.Release;

/// <summary>Something of others that a release carries.</summary>
/// <param name="PackageUrl">Its name in the world's own form (purl).</param>
/// <param name="Licence">An SPDX expression, or the address of the licence; null: the files say.</param>
/// <param name="Sha512">In hexadecimal digits, where its registry tells it.</param>
/// <param name="Files">Licence and notice files, to be shipped.</param>
internal sealed record Component(string Name, string Version, string PackageUrl, string? Licence, string? Sha512, IReadOnlyList<string> Files);

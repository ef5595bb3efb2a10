// A floor that plays by itself when it is first seen; not where a reader asked for less motion.

export function whenSeen(root: HTMLElement, play: () => void): () => void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return () => undefined;
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    observer.disconnect();
    play();
  });
  observer.observe(root);
  return () => observer.disconnect();
}

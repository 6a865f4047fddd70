"""میز رهیار - who goes along with whom, and what a rahyar has to do.   Talk: handlers/rahyar/  Rows: storage/rahyar/  Words: rahyar.po"""

from domain.rahyar.service import RahyarService

__all__ = ["RahyarService"]
